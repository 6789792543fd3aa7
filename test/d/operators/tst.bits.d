/*
 * ASSERTION: Bits: and, or, exclusive or, shifts; the right shift keeps the sign of a signed value.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", 12 & 10, 12 | 10, 12 ^ 10);
	printf("%d %d\n", 3 << 4, 48 >> 3);
	printf("%d %x\n", -8 >> 1, (unsigned int)0x80000000 >> 4);
	exit(0);
}
