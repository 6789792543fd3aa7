/*
 * intervalsnoop: intervals: period, drift, and runs that overlap
 *
 * For each setInterval of your code: how often it fires, how late, and how long what a firing has
 * begun goes on. Where that is longer than the delay, the next run begins before the last is over.
 *
 * Example:
 *   ntrace run intervalsnoop -p 4242
 *   ntrace run intervalsnoop -p 4242 --duration 1m
 *
 * Reading:
 *   PERIOD is the mean time between two firings, in ms, LATE the worst lateness. LAST is when the
 *   last callback ran that belongs to one firing, awaits included: longer than DELAY means that
 *   runs overlap. They pile up when the work gets slower still; arm a timeout at the end of each
 *   run instead. Async hooks are on while it traces.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing intervals... Ctrl-C ends it.\n");
}

timer::setInterval:create
/ucaller != ""/
{
	where[arg0] = ucaller;
	armed[arg0] = timestamp;
}

timer::setInterval:fire
/where[arg0] != ""/
{
	@period[where[arg0], args[0]->delayMs] = avg((timestamp - armed[arg0]) / 1000000);
	@late[where[arg0], args[0]->delayMs] = max(args[1] / 1000000);
	@last[where[arg0], args[0]->delayMs] = max(0);
	@runs[where[arg0], args[0]->delayMs] = count();
	armed[arg0] = timestamp;
	self->timer = arg0;
	self->delay = args[0]->delayMs;
	self->since = timestamp;
}

/* What a firing begins, and what that begins, keeps the time of that firing. */
async:::init /self->since/ { self->since = self->since; }

async:::after
/self->since && self->timer/
{
	@last[where[self->timer], self->delay] = max((timestamp - self->since) / 1000000);
}

END
{
	printf("  %-44s %10s %6s %11s %9s %9s\n", "INTERVAL", "DELAY (ms)", "RUNS", "PERIOD (ms)", "LATE (ms)",
	    "LAST (ms)");
	printa("  %-44A %10d %@6d %@11d %@9d %@9d\n", @runs, @period, @late, @last);
}
