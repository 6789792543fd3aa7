/*
 * ASSERTION: Operators bind as in C; ^^ between && and ||.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d\n", 2 + 3 * 4, (2 + 3) * 4);
	printf("%d %d\n", 1 << 2 + 1, 7 & 3 == 3);
	printf("%d %d\n", 1 | 6 ^ 4 & 12, -2 & 7);
	printf("%d %d\n", 1 || 1 ^^ 1, 1 ^^ 1 && 0);
	printf("%d %d\n", 10 - 4 - 3, 100 / 10 / 5);
	exit(0);
}
