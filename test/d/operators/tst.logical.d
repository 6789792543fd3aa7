/*
 * ASSERTION: && and || leave out what no longer matters; ^^ needs both sides.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d\n", 0 && 0, 0 && 1, 2 && 0, 2 && 3);
	printf("%d %d %d %d\n", 0 || 0, 0 || 1, 2 || 0, 2 || 3);
	printf("%d %d %d %d\n", 0 ^^ 0, 0 ^^ 1, 2 ^^ 0, 2 ^^ 3);
	n = 0;
	zero = 0;
	x = zero && n++;
	x = 1 || n++;
	printf("%d\n", n);
	x = zero ^^ n++;
	printf("%d\n", n);
	exit(0);
}
