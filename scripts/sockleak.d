/*
 * sockleak: sockets that stay open, by the place that made them
 *
 * Adds up, for each place, the connections that it made and those that are closed.
 *
 * Example:
 *   ntrace run sockleak -p 4242 --duration 5m
 *
 * Reading:
 *   OPEN is what a place has left open, NO REQUEST how many of its connections were made outside of
 *   any request: those are a pool's, or nobody's. Pools keep some connections open, always the
 *   same number; a number that grows is a leak. "accept" are clients that have not gone.
 */
#pragma D option quiet
#pragma D option dynvarsize=16m

BEGIN
{
	printf("Tracing connections... Ctrl-C ends it.\n");
}

net:socket:connect:start, net:server:accept:done
{
	where[arg0] = ucaller;
	known[arg0] = 1;
	@open[args[0]->op, ucaller] = sum(1);
	@made[args[0]->op, ucaller] = count();
	@alone[args[0]->op, ucaller] = sum(requestid == 0);
}

net:socket::close
/known[arg0]/
{
	@open[args[0]->op, where[arg0]] = sum(-1);
	where[arg0] = 0;
	known[arg0] = 0;
}

END
{
	printf("  %-8s %-60s %6s %6s %10s\n", "KIND", "PLACE", "OPEN", "MADE", "NO REQUEST");
	printa("  %-8s %-60A %@6d %@6d %@10d\n", @open, @made, @alone);
}
