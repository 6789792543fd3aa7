/*
 * ctxloss: work of requests that does not know its request any more
 *
 * Counts fetches, HTTP calls and file operations that are begun outside of any request while
 * requests are being answered.
 *
 * Example:
 *   ntrace run ctxloss -p 4242
 *   ntrace run ctxloss -p 4242 --duration 1m
 *
 * Reading:
 *   Context is lost where work waits in a queue of your own and is begun by whoever empties it: a
 *   batch, a pool, a lock, an event emitter. AsyncLocalStorage is empty there as well, logs have no
 *   request id, and an abort of the request does not arrive. AsyncResource.bind() at the place where
 *   work is queued mends all of it. Work that belongs to no request (a poll, a heartbeat) shows
 *   here too, and is right. WITH is how many requests were being answered at most.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing work without a request... Ctrl-C ends it.\n");
}

http*:server:request:start { active++; known[arg0] = 1; }

http*:server:request:close
/known[arg0]/
{
	active--;
	known[arg0] = 0;
}

fetch:::start, http:client::start, fs:callback::start, fs:promise::start
/requestid == 0 && active > 0 && ucaller != ""/
{
	@work[probeprov, ucaller] = count();
	@with[probeprov, ucaller] = max(active);
	@stacks[ustack(6)] = count();
}

END
{
	printf("  %-6s %-60s %6s %6s\n", "KIND", "BEGUN AT", "COUNT", "WITH");
	printa("  %-6s %-60A %@6d %@6d\n", @work, @with);
	printa(@stacks);
}
