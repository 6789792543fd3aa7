/*
 * loopstall: stalls of the event loop, with the callback at fault
 *
 * While a callback runs, nothing else does: no request is read, no timer fires. Shows each time that
 * the loop was blocked, and adds up by callback and by where the time went.
 *
 * Options:
 *   --min MS  only stalls of at least so long, from 50 on (default: 50)
 *
 * Example:
 *   ntrace run loopstall -p 4242
 *   ntrace run loopstall -p 4242 --min 200
 *
 * Reading:
 *   CALLBACK is the outermost function of your code in most CPU samples of the stall, WHERE the
 *   innermost that most of them share: large JSON, a long loop, a synchronous call. Split that
 *   work, or give it to a worker. A stall without a callback was Node's or V8's own: see gcsnoop.
 *   V8's CPU profiler runs while it traces, at 100 samples a second.
 */
#pragma D option quiet
#pragma D option defaultargs

inline int least = $1 ? $1 : 50;

BEGIN
{
	printf("Tracing stalls of %d ms or more... Ctrl-C ends it.\n", least);
}

loop:::stall
/arg1 / 1000000 >= least/
{
	printf("%Y  %5d ms  %s\n", walltimestamp, arg1 / 1000000, args[0]->callback);
	@total[args[0]->callback, args[0]->site] = sum(arg1 / 1000000);
	@ms["ms"] = quantize(arg1 / 1000000);
}

END
{
	printf("\n  %-52s %-52s %10s\n", "CALLBACK", "WHERE", "TOTAL (ms)");
	printa("  %-52s %-52s %@10d\n", @total);
	printa(@ms);
}
