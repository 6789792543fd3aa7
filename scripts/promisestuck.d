/*
 * promisestuck: promises that nobody settles: where they were made, and since when they wait
 *
 * Counts the promises that are pending by their place and by when they were made, in windows of
 * time. Those of the windows that are long over are stuck.
 *
 * Options:
 *   --window MS  how long a window is (default: 1000)
 *   --most N     lines to show (default: 10)
 *
 * Example:
 *   ntrace run promisestuck -p 4242 --duration 30s
 *   ntrace run promisestuck -p 4242 --window 5000 --duration 1m
 *
 * Reading:
 *   MADE is the beginning of the window, in ms after the trace began: compare it with the end, in
 *   the line above. Old windows with PENDING above 0 are a lock that is never given back, an event
 *   that never comes, a callback that was not called. Those of the last window may be at work. It
 *   takes a stack for each promise: run it for seconds on a busy process.
 */
#pragma D option quiet
#pragma D option defaultargs
#pragma D option dynvarsize=64m

inline int window = $1 ? $1 : 1000;
inline int most = $2 ? $2 : 10;

BEGIN
{
	printf("Tracing promises... Ctrl-C ends it.\n");
	start = timestamp;
}

async:PROMISE::init
/ucaller != ""/
{
	where[arg0] = ucaller;
	made[arg0] = (timestamp - start) / 1000000 / window * window;
	@pending[made[arg0], ucaller] = sum(1);
}

async:PROMISE::resolve
/where[arg0] != ""/
{
	@pending[made[arg0], where[arg0]] = sum(-1);
	where[arg0] = 0;
	made[arg0] = 0;
}

END
{
	trunc(@pending, most);
	printf("\nAt %d ms:\n  %10s  %-60s %8s\n", (timestamp - start) / 1000000, "MADE (ms)", "PLACE", "PENDING");
	printa("  %10d  %-60A %@8d\n", @pending);
}
