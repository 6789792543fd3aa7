/*
 * abortwho: who cancels whom: the place that aborts, the place that listens, how often
 *
 * Counts the edges along which cancellation travels, a line for each pair of places in your code.
 *
 * Options:
 *   --origin TEXT  only signals of this origin: controller, timeout, any, request, foreign
 *
 * Example:
 *   ntrace run abortwho -p 4242
 *   ntrace run abortwho -p 4242 --duration 1m
 *
 * Reading:
 *   ABORTED BY is the nearest frame of your code when the listener ran; a timeout has none, it fires
 *   from the event loop. LISTENER is where the listener was added. The line that you expect and do
 *   not find is the interesting one: there the signal was not passed on.
 */
#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("Tracing deliveries of aborts... Ctrl-C ends it.\n");
}

abort::listener:entry
/$$1 == "" || args[0]->origin == $$1/
{
	@edges[args[0]->origin, ucaller, args[1]->site] = count();
}

END
{
	printf("%-10s %-52s %-52s %s\n", "ORIGIN", "ABORTED BY", "LISTENER", "COUNT");
	printa("%-10s %-52A %-52s %@d\n", @edges);
}
