/*
 * retrystorm: fetches that are tried again while the former try is under way
 *
 * Counts requests to the same address, for the same request of your service, of which several are
 * in flight.
 *
 * Example:
 *   ntrace run retrystorm -p 4242
 *   ntrace run retrystorm -p 4242 --duration 1m
 *
 * Reading:
 *   MOST is how many tries were in flight at once for one request: 2 and more means that a timeout
 *   begins the next try without ending the last one. The peer gets all of them, most of all
 *   when it is slow already. Pass a signal to each try, and abort it before the next. Without a
 *   request (a job, a poll) all fetches of the process to one address count together.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing fetches... Ctrl-C ends it.\n");
}

fetch:::start
{
	this->to = strjoin(args[0]->origin, strtok(args[0]->path, "?"));
	of[arg0] = requestid;
	inflight[requestid, this->to]++;
}

fetch:::start
/inflight[requestid, this->to] > 1/
{
	@again[args[0]->method, this->to, ucaller] = count();
	@most[args[0]->method, this->to, ucaller] = max(inflight[requestid, this->to]);
}

fetch:::done, fetch:::error
{
	this->to = strjoin(args[0]->origin, strtok(args[0]->path, "?"));
	inflight[of[arg0], this->to] -= inflight[of[arg0], this->to] > 0;
	of[arg0] = 0;
}

END
{
	printf("  %-6s %-40s %-52s %6s %5s\n", "METHOD", "ADDRESS", "TRIED AT", "AGAIN", "MOST");
	printa("  %-6s %-40s %-52A %@6d %@5d\n", @again, @most);
}
