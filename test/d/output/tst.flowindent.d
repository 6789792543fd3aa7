/*
 * ASSERTION: -F shows BEGIN and END at depth zero and prints its own header.
 * SECTION: Output
 * @@args: -F
 */

BEGIN
{
	trace("here");
	exit(0);
}

END
{
}
