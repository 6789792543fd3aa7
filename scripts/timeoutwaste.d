/*
 * timeoutwaste: timeouts that fire when the work that they guard is done
 *
 * Counts timers that fire for a request that is over, and AbortSignal.timeout that nobody hears.
 *
 * Example:
 *   ntrace run timeoutwaste -p 4242
 *   ntrace run timeoutwaste -p 4242 --duration 5m
 *
 * Reading:
 *   ARMED AT is where the timeout was made. A deadline should go when the work is done: clearTimeout
 *   in a finally. Each that is left holds its closure, the request in it included, until it fires.
 *   An AbortSignal.timeout cannot be cleared, and is cheap: many here are a hint only that a
 *   shorter one would do. Timers that are meant to outlive their request show too.
 */
#pragma D option quiet
#pragma D option dynvarsize=16m

BEGIN
{
	printf("Tracing timeouts... Ctrl-C ends it.\n");
}

timer::setTimeout:create
/requestid && args[0]->ref && ucaller != ""/
{
	owner[arg0] = requestid;
	where[arg0] = ucaller;
	armed[requestid]++;
}

http*:server:request:close /armed[arg0]/ { over[arg0] = 1; }

timer::setTimeout:fire, timer::setTimeout:clear
/owner[arg0]/
{
	this->request = owner[arg0];
	if (probename == "fire" && over[this->request])
		@waste["setTimeout", args[0]->delayMs, where[arg0]] = count();
	armed[this->request]--;
	if (armed[this->request] == 0)
		over[this->request] = 0;
	owner[arg0] = 0; where[arg0] = 0;
}

abort:timeout:signal:create { signal[arg0] = ucaller; }

abort:timeout:signal:fired
/args[1] == 0 && signal[arg0] != ""/
{
	@waste["AbortSignal", args[0]->timeoutMs, signal[arg0]] = count();
	signal[arg0] = 0;
}

END
{
	printf("  %-12s %10s  %-60s %6s\n", "KIND", "DELAY (ms)", "ARMED AT", "COUNT");
	printa("  %-12s %10d  %-60A %@6d\n", @waste);
}
