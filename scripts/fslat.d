/*
 * fslat: how long file operations take, by operation
 *
 * Draws operations with a callback, with a promise, and synchronous ones, which block the loop.
 *
 * Options:
 *   --min US  only operations that took at least so long (default: 0)
 *
 * Example:
 *   ntrace run fslat -p 4242
 *   ntrace run fslat -p 4242 --min 1000
 *
 * Reading:
 *   Values are in microseconds. Those of the thread pool (callback, promise) have the wait for a
 *   free thread in them: four threads serve file operations, DNS and crypto, and when all are at
 *   work everything here moves to the right together. A synchronous one stops every request for
 *   as long. The places that call those are listed below, with their total time.
 */
#pragma D option quiet
#pragma D option defaultargs

inline int least = $1 ? $1 : 0;

BEGIN
{
	printf("Tracing file operations... Ctrl-C ends it.\n");
}

fs:::done, fs:::error
/args[0]->durationNs / 1000 >= least/
{
	@["us", probemod, args[0]->op] = quantize(args[0]->durationNs / 1000);
}

fs:sync::done, fs:sync::error
/args[0]->durationNs / 1000 >= least/
{
	@sync[args[0]->op, ucaller] = sum(args[0]->durationNs / 1000);
}

fs:::error
{
	@failed[args[0]->op, args[0]->code, args[0]->path] = count();
}

END
{
	printa(@);
	printa("  sync: %-12s %-60A %@8d us\n", @sync);
	printa("  failed: %s %s %s %@d\n", @failed);
}
