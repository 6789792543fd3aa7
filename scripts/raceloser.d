/*
 * raceloser: Promise.race: how many losers it leaves running, by place
 *
 * A race is over when the first is; the others go on. Counts them where the race was called.
 *
 * Example:
 *   ntrace run raceloser -p 4242
 *   ntrace run raceloser -p 4242 --duration 1m
 *
 * Reading:
 *   LOSERS is how many promises were pending when their race was decided, RACES how many there were.
 *   A timer that loses to the work stays armed (timeoutwaste), work that loses to a timer goes on
 *   with nobody to read its result: give both a signal, and abort it behind the race. WORST is the
 *   longest that a race took, in ms. For how long losers run on is told by reqorphan and ntrace top.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing Promise.race... Ctrl-C ends it.\n");
}

promise:race::settle, promise:any::settle
{
	@losers[args[0]->op, args[0]->site] = sum(args[0]->pendingAtSettle);
	@races[args[0]->op, args[0]->site] = count();
	@worst[args[0]->op, args[0]->site] = max(args[0]->durationMs);
}

END
{
	printf("  %-5s %-60s %7s %7s %10s\n", "KIND", "CALLED AT", "LOSERS", "RACES", "WORST (ms)");
	printa("  %-5s %-60s %@7d %@7d %@10d\n", @losers, @races, @worst);
}
