/*
 * abortfan: how many listeners an abort reaches, by where it comes from
 *
 * Draws for each origin, and each place that aborts, how many abort listeners ran in one firing.
 *
 * Example:
 *   ntrace run abortfan -p 4242
 *   ntrace run abortfan -p 4242 --duration 1m
 *
 * Reading:
 *   Row 0 counts aborts that nobody heard: the work was done already, or it never got the signal; a
 *   signal that only others follow (AbortSignal.any) counts there too, and what follows it in the
 *   distribution of "any". A long tail is a signal that many pieces of work share: one abort
 *   ends them all, and each listener costs time in the same turn of the event loop.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing aborts... Ctrl-C ends it.\n");
}

abort:::fired
{
	@["listeners reached", args[0]->origin, ucaller] = lquantize(args[1], 0, 100, 1);
}
