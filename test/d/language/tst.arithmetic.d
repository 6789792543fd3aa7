/*
 * ASSERTION: 64-bit integers: division towards zero, unsigned division, shifts, wrapping at the declared width.
 * SECTION: Language
 */

#pragma D option quiet

int narrow;
unsigned long wide;

BEGIN
{
	printf("%d %d %d\n", -7 / 2, -7 % 2, 7 / -2);
	printf("%d %d\n", -1 >> 1, 1 << 40);
	printf("%d %d\n", 5 ^ 3, 5 & ~1);
	narrow = 0x7fffffff;
	narrow++;
	printf("%d\n", narrow);
	wide = -1;
	printf("%u %u\n", wide, wide / 2);
	printf("%d %d %d\n", 1 ? 2 : 3, 0 || 7, 1 ^^ 1);
	exit(0);
}
