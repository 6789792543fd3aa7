/*
 * ASSERTION: ?: associates to the right and computes one side only.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	n = 0;
	printf("%d\n", 0 ? 1 : 0 ? 2 : 3);
	x = n ? n++ : 7;
	printf("%d %d\n", x, n);
	printf("%s\n", n == 0 ? "none" : "some");
	exit(0);
}
