/*
 * ASSERTION: A cast cuts to the width of its type and reads the bits with its sign.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d\n", (char)300, (unsigned char)-1);
	printf("%d %d\n", (short)0x18000, (int)0x100000001);
	printf("%u %d\n", (unsigned int)-1, (long)-1);
	exit(0);
}
