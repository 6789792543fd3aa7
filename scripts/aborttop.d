/*
 * aborttop: signals that are open: since when, with how many listeners
 *
 * Prints, again and again, signals that were made and have not fired, those with most listeners last.
 *
 * Options:
 *   --most N  signals to show (default: 10)
 *
 * Example:
 *   ntrace run aborttop -p 4242
 *
 * Reading:
 *   BORN is in ms after the trace began. A signal with no listener is one that nobody waits for any
 *   more; whether it was collected is not known. LISTENERS that grow from table to table on one
 *   signal are a leak: sigleak tells the place. "ntrace top --view signals" is the live view.
 *
 *   Signals that are older than the trace are not shown.
 */
#pragma D option quiet
#pragma D option defaultargs
#pragma D option dynvarsize=16m

inline int most = $1 ? $1 : 10;

BEGIN
{
	printf("Tracing signals that are open: two tables a second. Ctrl-C ends it.\n");
	start = timestamp;
}

abort::signal:create
{
	born[arg0] = (timestamp - start) / 1000000;
	@listeners[born[arg0], arg0, args[0]->origin] = sum(0);
}

abort::listener:add, abort::listener:remove
/born[arg0]/
{
	@listeners[born[arg0], arg0, args[0]->origin] = sum(probename == "add" ? 1 : -1);
}

abort:::fired
/born[arg0]/
{
	delete(@listeners[born[arg0], arg0, args[0]->origin]);
	born[arg0] = 0;
}

tick-500ms, END
{
	trunc(@listeners, most);
	printf("\n%10s %7s %-10s %9s\n", "BORN (ms)", "SIGNAL", "ORIGIN", "LISTENERS");
	printa("%10d %7d %-10s %@9d\n", @listeners);
}
