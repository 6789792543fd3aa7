/*
 * ASSERTION: The first assignment in the text gives an undeclared variable its type.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN
{
	i = 0;
	i = 1 << 31;
	j = (long long)0;
	j = 1 << 31;
	k = timestamp;
	printf("%d %d %d\n", i < 0, j < 0, k > 0);
	exit(0);
}
