/*
 * dnslat: how long look-ups of names take, by host
 *
 * Draws the look-ups of dns.lookup (the system's, in the thread pool) and of dns.resolve (a name
 * server), those of sockets and HTTP included.
 *
 * Options:
 *   --host TEXT  only this host
 *
 * Example:
 *   ntrace run dnslat -p 4242
 *   ntrace run dnslat -p 4242 --host pricing.internal
 *
 * Reading:
 *   Values are in microseconds. lookup waits for a free thread of the pool too, which file
 *   operations share: a second hump far from the first is a busy pool, or a name server that did
 *   not answer. Many look-ups of one host mean that connections are not kept. Those that
 *   failed are counted below, with their code.
 */
#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("Tracing look-ups... Ctrl-C ends it.\n");
}

dns:::done
/$$1 == "" || args[0]->name == $$1/
{
	@["us", args[0]->op, args[0]->name] = quantize(args[0]->durationNs / 1000);
}

dns:::error
/$$1 == "" || args[0]->name == $$1/
{
	@failed[args[0]->op, args[0]->name, args[0]->code] = count();
}

END
{
	printa(@);
	printa("  failed: %s %s %s %@d\n", @failed);
}
