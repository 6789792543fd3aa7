/*
 * abortlost: lost cancellations by rule and by the call that dropped them
 *
 * An abort that did not stop what it was meant to stop, counted by place, with what it cost. The
 * verb "ntrace lost" tells each of them at length.
 *
 * Options:
 *   --confidence TEXT  only findings of this confidence: high, medium or low
 *
 * Example:
 *   ntrace run abortlost -p 4242
 *   ntrace run abortlost -p 4242 --confidence high
 *
 * Reading:
 *   Every rule has a page (docs/rules). DROPPED AT is the call that did not pass the cancellation
 *   on, WENT ON the place where the work that went on was begun. ALIVE is for how long it had
 *   been alive after the abort, added up, when it was found: a lower bound.
 */
#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("Tracing lost cancellations... Ctrl-C ends it.\n");
}

abort:::lost
/$$1 == "" || args[0]->confidence == $$1/
{
	@count[args[0]->rule, args[0]->source, args[0]->kind, args[0]->lostAt, args[0]->site] = count();
	@alive[args[0]->rule, args[0]->source, args[0]->kind, args[0]->lostAt, args[0]->site] =
	    sum(args[0]->aliveMs);
}

END
{
	printf("%-18s %-10s %-6s %-50s %-50s %5s %10s\n", "RULE", "SOURCE", "KIND", "DROPPED AT", "WENT ON",
	    "COUNT", "ALIVE");
	printa("%-18s %-10s %-6s %-50s %-50s %@5d %@7d ms\n", @count, @alive);
}
