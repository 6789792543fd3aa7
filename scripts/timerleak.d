/*
 * timerleak: places that arm timers which neither fire nor are cleared
 *
 * Adds up, for each place, the timeouts and intervals that it armed and those that are gone.
 *
 * Options:
 *   --min MS  only timers with a delay of at least so long (default: 0)
 *
 * Example:
 *   ntrace run timerleak -p 4242 --duration 5m
 *   ntrace run timerleak -p 4242 --min 1000
 *
 * Reading:
 *   LEFT is what a place has left behind since the trace began. Look at it twice: a number that
 *   stays is timers at work, one that grows is a leak, or a long delay that is armed for each piece
 *   of work and never cleared. Timers of Node itself are not shown.
 */
#pragma D option quiet
#pragma D option defaultargs
#pragma D option dynvarsize=16m

inline int least = $1 ? $1 : 0;

BEGIN
{
	printf("Tracing timers... Ctrl-C ends it.\n");
}

timer::setTimeout:create, timer::setInterval:create
/args[0]->delayMs >= least && args[0]->ref && ucaller != ""/
{
	where[arg0] = ucaller;
	@left[probefunc, args[0]->delayMs, ucaller] = sum(1);
	@armed[probefunc, args[0]->delayMs, ucaller] = count();
}

timer::setTimeout:fire, timer::setTimeout:clear, timer::setInterval:clear
/where[arg0] != ""/
{
	@left[probefunc, args[0]->delayMs, where[arg0]] = sum(-1);
	where[arg0] = 0;
}

END
{
	printf("  %-12s %10s  %-54s %8s %8s\n", "KIND", "DELAY (ms)", "ARMED AT", "LEFT", "ARMED");
	printa("  %-12s %10d  %-54A %@8d %@8d\n", @left, @armed);
}
