/*
 * deadcalls: work that is begun for requests whose client has left already
 *
 * Counts fetches, HTTP calls and file operations that a request begins after its client hung up.
 *
 * Example:
 *   ntrace run deadcalls -p 4242
 *   ntrace run deadcalls -p 4242 --duration 5m
 *
 * Reading:
 *   Each line is a place that should have looked at the signal of its request. A call that was under
 *   way when the client left can be excused; one that is begun afterwards cannot: here the
 *   cancellation was not passed on, or nobody listens to "close" of the request. "ntrace lost" says
 *   which of them, and how to mend it.
 */
#pragma D option quiet
#pragma D option dynvarsize=16m

BEGIN
{
	printf("Tracing work that is begun for clients that have left... Ctrl-C ends it.\n");
}

http*:server:request:close
/args[0]->aborted/
{
	left[arg0] = timestamp;
	@clients[args[0]->route] = count();
}

fetch:::start, http:client::start, fs:::start
/left[requestid]/
{
	@calls[route, probeprov, ucaller] = count();
	@after["ms after the client left"] = quantize((timestamp - left[requestid]) / 1000000);
}

END
{
	printf("  %-20s %25s\n", "ROUTE", "CLIENTS THAT LEFT");
	printa("  %-20s %@25d\n", @clients);
	printf("\n  %-20s %-6s %-58s %6s\n", "ROUTE", "KIND", "BEGUN AT", "COUNT");
	printa("  %-20s %-6s %-58A %@6d\n", @calls);
	printa(@after);
}
