/*
 * joblat: how long jobs of crypto and zlib take, and how many wait for the thread pool
 *
 * Draws the asynchronous jobs that Node gives to its thread pool, by kind.
 *
 * Example:
 *   ntrace run joblat -p 4242
 *   ntrace run joblat -p 4242 --duration 1m
 *
 * Reading:
 *   Values are in ms, the wait for a free thread included. The pool has four threads unless
 *   UV_THREADPOOL_SIZE says otherwise: AT ONCE above that means that jobs wait, and file operations
 *   and DNS wait with them. Hashing of passwords is what fills it most often. FROM is where the jobs
 *   are begun.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing jobs of crypto and zlib... Ctrl-C ends it.\n");
}

crypto:::start, zlib:job::start
{
	begun[probeprov, arg0] = timestamp;
	jobs++;
	@from[probefunc, ucaller] = count();
	@most[probefunc, ucaller] = max(jobs);
}

crypto:::done, crypto:::error, zlib:job::done, zlib:job::error
/begun[probeprov, arg0]/
{
	jobs--;
	@["ms", probeprov, probefunc] = quantize((timestamp - begun[probeprov, arg0]) / 1000000);
	begun[probeprov, arg0] = 0;
}

END
{
	printf("  %-16s %-60s %8s %8s\n", "JOB", "FROM", "COUNT", "AT ONCE");
	printa("  %-16s %-60A %@8d %@8d\n", @from, @most);
	printa(@);
}
