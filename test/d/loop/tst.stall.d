/*
 * ASSERTION: loop:::stall tells how long the loop was blocked and names the callback at fault.
 * SECTION: Probes
 * @@trigger: stalls
 */

#pragma D option quiet

loop:::stall
/strstr(args[0]->callback, "|parsesAll") != NULL && arg1 >= 150000000/
{
	@[func(args[0]->callback), arg1 == args[0]->durationNs] = count();
}

loop:::stall
/strstr(args[0]->callback, "|rendersAll") != NULL && arg1 >= 400000000/
{
	@[func(args[0]->callback), strstr(args[0]->site, "stalls.mjs:") != NULL] = count();
}
