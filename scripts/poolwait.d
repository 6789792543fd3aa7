/*
 * poolwait: how long callers wait for a connection of a pool
 *
 * Measures every tracing channel (node:diagnostics_channel) with "pool" in its name, from the call
 * until its promise or callback has the connection.
 *
 * Example:
 *   ntrace run poolwait -p 4242
 *   ntrace run poolwait -p 4242 --duration 1m
 *
 * Reading:
 *   Values are in microseconds, a distribution for each channel. Waits of ms are a pool that is too
 *   small for what arrives, or connections that are held too long: WAITING AT MOST is the length of
 *   the queue. Drivers that publish nothing cannot be seen here; "ntrace -l -p PID -n 'sdt:::'"
 *   lists the channels that there are, and a pool of your own needs one tracingChannel().
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing the channels of pools... Ctrl-C ends it.\n");
}

sdt:*pool*::start
{
	self->asked = timestamp;
	waiting[probemod]++;
	@most[probemod] = max(waiting[probemod]);
}

sdt:*pool*::asyncStart
/self->asked/
{
	@["us", probemod] = quantize((timestamp - self->asked) / 1000);
	self->asked = 0;
	waiting[probemod]--;
}

sdt:*pool*::error { @failed[probemod] = count(); }

END
{
	printa(@);
	printa("  %-40s waiting at most %@d\n", @most);
	printa("  %-40s failed %@d\n", @failed);
}
