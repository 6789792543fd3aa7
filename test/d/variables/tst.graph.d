/*
 * ASSERTION: Where there is neither a request nor a signal nor a tracer, their variables say so.
 * SECTION: Variables
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d [%s] [%s]\n", requestid, signalid, route, traceid);
	exit(0);
}
