/*
 * ASSERTION: rawbytes shows what trace() is given as it lies in memory, and strings that are keys.
 * SECTION: Output
 * @@args: -x rawbytes -x strsize=8
 */

#pragma D option quiet

BEGIN
{
	trace((char)-1);
	trace((short)258);
	trace(0x01020304);
	trace((uint64_t)0x4142434445464748);
	trace("text");
	@["key", 7] = count();
	printf("%s %d", "printf", 1);
	exit(0);
}
