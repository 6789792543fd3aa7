/*
 * streamlife: streams by class: how long they live, how they end, how many are open
 *
 * Counts streams from birth to end; those that are never destroyed stay open.
 *
 * Example:
 *   ntrace run streamlife -p 4242
 *   ntrace run streamlife -p 4242 --duration 5m
 *
 * Reading:
 *   OPEN that grows for a class is a stream that nobody reads to its end or destroys: a response
 *   that was not consumed, a pipe without pipeline(). Each holds its buffers, and often a file or a
 *   socket. ERRORS counts those that were destroyed with one. The distributions have the lives, in
 *   ms: one that is much longer than its data needs waits for a slow reader.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing streams... Ctrl-C ends it.\n");
}

stream:node:readable:start, stream:node:writable:start, stream:node:duplex:start, stream:web:readable:start
{
	class[probemod, arg0] = args[0]->class;
	@open[args[0]->op, args[0]->class] = sum(1);
	@made[args[0]->op, args[0]->class] = count();
	@errors[args[0]->op, args[0]->class] = sum(0);
}

stream:::done, stream:::error
/class[probemod, arg0] != NULL/
{
	@open[args[0]->op, class[probemod, arg0]] = sum(-1);
	@errors[args[0]->op, class[probemod, arg0]] = sum(probename == "error");
	@["ms", args[0]->op, class[probemod, arg0]] = quantize(args[0]->durationMs);
	class[probemod, arg0] = 0;
}

END
{
	printf("  %-10s %-40s %8s %8s %8s\n", "KIND", "CLASS", "OPEN", "MADE", "ERRORS");
	printa("  %-10s %-40s %@8d %@8d %@8d\n", @open, @made, @errors);
	printa(@);
}
