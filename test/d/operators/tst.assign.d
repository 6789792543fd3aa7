/*
 * ASSERTION: Each assignment operator stores what its operator gives.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	x = 10;
	printf("%d", x);
	x -= 3;
	printf(" %d", x);
	x /= 2;
	printf(" %d", x);
	x *= 7;
	printf(" %d", x);
	x %= 4;
	printf(" %d", x);
	x |= 6;
	printf(" %d", x);
	x &= 5;
	printf(" %d", x);
	x ^= 1;
	printf(" %d", x);
	x <<= 3;
	printf(" %d", x);
	x >>= 1;
	printf(" %d", x);
	x += 1;
	printf(" %d\n", x);
	y = z = 2;
	printf("%d %d\n", y, z);
	exit(0);
}
