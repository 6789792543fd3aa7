/*
 * gcsnoop: pauses of the garbage collector, and the requests that they hit
 *
 * Prints each pause from a length on, and draws all of them by kind.
 *
 * Options:
 *   --min US  print pauses of at least so long (default: 5000)
 *
 * Example:
 *   ntrace run gcsnoop -p 4242
 *   ntrace run gcsnoop -p 4242 --min 1000
 *
 * Reading:
 *   Values are in microseconds. scavenge collects what is young: often, and short. mark-sweep collects
 *   the whole heap: seldom; long ones mean a large heap. HIT is how many HTTP requests were being
 *   answered at the end of the pause: each of them is later by as much.
 */
#pragma D option quiet
#pragma D option defaultargs

inline int least = $1 ? $1 : 5000;

BEGIN
{
	printf("Tracing collections; those of %d us or more: ...\n", least);
	printf("%-20s %-18s %8s %4s\n", "TIME", "KIND", "US", "HIT");
}

http*:server:request:start { active++; known[arg0] = 1; }
http*:server:request:close /known[arg0]/ { active--; known[arg0] = 0; }

gc:::done
{
	@us["us", args[0]->kind] = quantize(arg1 / 1000);
	@total[args[0]->kind] = sum(arg1 / 1000);
	@hit[args[0]->kind] = sum(active);
	@pauses[args[0]->kind] = count();
}

gc:::done
/arg1 / 1000 >= least/
{
	printf("%-20Y %-18s %8d %4d\n", walltimestamp, args[0]->kind, arg1 / 1000, active);
}

END
{
	printa(@us);
	printf("  %-18s %8s %10s %6s\n", "KIND", "PAUSES", "TOTAL (us)", "HIT");
	printa("  %-18s %@8d %@10d %@6d\n", @pauses, @total, @hit);
}
