/*
 * asynctree: which asynchronous resources make which, and how many of them are alive
 *
 * Adds up the edges of the tree of asynchronous resources: the type of what caused it, its own type,
 * how many were made, how many are left.
 *
 * Example:
 *   ntrace run asynctree -p 4242 --duration 10s
 *
 * Reading:
 *   BY "older" is the main program, a promise, or what was there before the trace. A type whose
 *   ALIVE grows with each look is a leak, and the edge says what keeps making it. Promises and
 *   ticks are left out: they are many, and what they make counts for "older". "ntrace dump" shows
 *   the resources themselves, with their stacks.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing asynchronous resources... Ctrl-C ends it.\n");
}

async:::init
/args[0]->type != "TickObject" && args[0]->type != "PROMISE"/
{
	type[arg0] = args[0]->type;
	by[arg0] = type[args[0]->trigger] == NULL ? "older" : type[args[0]->trigger];
	@alive[by[arg0], args[0]->type] = sum(1);
	@made[by[arg0], args[0]->type] = count();
}

async:::destroy
/by[arg0] != NULL/
{
	@alive[by[arg0], args[0]->type] = sum(-1);
	by[arg0] = 0;
	type[arg0] = 0;
}

END
{
	printf("  %-22s %-22s %8s %8s\n", "BY", "TYPE", "MADE", "ALIVE");
	printa("  %-22s %-22s %@8d %@8d\n", @made, @alive);
}
