/*
 * sigleak: places that add abort listeners and do not take them off
 *
 * Adds up, for each place, the listeners that it added and those that went again: taken off,
 * run with once, or collected.
 *
 * Example:
 *   ntrace run sigleak -p 4242 --duration 5m
 *
 * Reading:
 *   LEFT is what each place has left behind. Look at it twice: a place that has 20 after one minute
 *   and 40 after two adds a listener for each piece of work to a signal that lives longer, and
 *   never takes it off. Work that is going on has a few, always. WEAK are those of Node itself
 *   (fetch, AbortSignal.any), which go with what they serve.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing abort listeners... Ctrl-C ends it.\n");
}

abort::listener:add, abort::listener:remove
/args[1]->site != ""/
{
	@left[args[1]->site, args[1]->weak ? "weak" : ""] = sum(probename == "add" ? 1 : -1);
}

abort::listener:add
{
	@added[args[1]->site, args[1]->weak ? "weak" : ""] = count();
}

END
{
	printf("  %-60s %-4s %8s %8s\n", "PLACE", "", "LEFT", "ADDED");
	printa("  %-60s %-4s %@8d %@8d\n", @left, @added);
}
