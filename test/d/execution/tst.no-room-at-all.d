/*
 * ASSERTION: A buffer that cannot hold one record of the program is refused before anything is traced.
 * SECTION: Execution
 * @@args: -x bufsize=300
 */

BEGIN
{
	trace("a string takes 257 bytes, a record 24 more");
	trace("and so does the next");
	exit(0);
}
