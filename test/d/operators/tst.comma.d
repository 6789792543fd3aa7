/*
 * ASSERTION: The comma computes both sides and gives the second.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	x = (y = 3, y + 1);
	printf("%d %d\n", x, y);
	exit(0);
}
