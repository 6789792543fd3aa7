/*
 * ASSERTION: caller is a frame, which has no address: as an integer it is 0 where there is none, also to printf.
 * SECTION: Variables/Built-in Variables
 */
#pragma D option quiet

BEGIN
{
	printf("%u %x %*d [%s] %s\n", caller, ucaller, 3, caller, caller, caller == 0 ? "none" : "some");
	exit(0);
}
