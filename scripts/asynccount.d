/*
 * asynccount: asynchronous resources by type, each second
 *
 * Counts what is made: sockets, timers, file operations, promises.
 *
 * Example:
 *   ntrace run asynccount -p 4242
 *   ntrace run asynccount -p 4242 --duration 10s
 *
 * Reading:
 *   Names are those of async_hooks: PROMISE is each promise and await, TickObject process.nextTick,
 *   TCPWRAP a connection, FSREQCALLBACK and FSREQPROMISE a file operation, GETADDRINFOREQWRAP a DNS
 *   look-up. Hundreds of promises for one request are normal; hundreds of connections a second
 *   are a client without keep-alive. asynctree tells what makes what.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing asynchronous resources: a table each second. Ctrl-C ends it.\n");
}

async:::init
{
	@types[args[0]->type] = count();
}

tick-1s
{
	printf("\n%Y\n", walltimestamp);
	printa("  %-24s %@8d\n", @types);
	clear(@types);
}

END
{
	printf("\nsince then\n");
	printa("  %-24s %@8d\n", @types);
}
