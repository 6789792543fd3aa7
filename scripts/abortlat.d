/*
 * abortlat: how long work goes on after its signal has fired
 *
 * An operation that listens to a signal is meant to end when the signal fires. This measures each
 * callback that still runs for it after that, in ms after the abort, by the place that listened.
 *
 * Example:
 *   ntrace run abortlat -p 4242
 *   ntrace run abortlat -p 4242 --duration 30s
 *
 * Reading:
 *   Callbacks in row 0 are the cancellation itself. What comes later is tidying up, or work that
 *   goes on: the second table has the last callback of each place, which is how long an abort
 *   takes to come through. More than a few ms there is worth a look with abortlost or deadcalls.
 *
 *   All that runs below the operation counts, that is its request, timer or job. Async hooks are on
 *   while it traces, which every await pays for.
 */
#pragma D option quiet
#pragma D option dynvarsize=16m

BEGIN
{
	printf("Tracing work after aborts... Ctrl-C ends it.\n");
}

abort::listener:add
{
	self->signal = args[0]->id;
	self->site = args[1]->site;
}

abort::signal:fire
{
	fired[args[0]->id] = timestamp;
}

async:::after
/self->signal && fired[self->signal]/
{
	this->ms = (timestamp - fired[self->signal]) / 1000000;
	@callbacks["ms after the abort", self->site] = quantize(this->ms);
	@last[self->site] = max(this->ms);
}

END
{
	printa(@callbacks);
	printf("  %-60s %12s\n", "LISTENER", "LAST (ms)");
	printa("  %-60s %@12d\n", @last);
}
