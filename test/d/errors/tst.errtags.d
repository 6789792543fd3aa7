/*
 * ASSERTION: With -x errtags the first mistake is told as dtrace tells it, with its tag; a clause is parsed as a whole
 * before its names are looked at.
 * SECTION: Errors
 */
/* @@args: -xerrtags */

BEGIN
{
	trace(nosuch);
	x = 1
	y = 2;
}

END
{
	trace(neither);
}
