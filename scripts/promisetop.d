/*
 * promisetop: places whose promises are pending, most pending last
 *
 * Adds up, for each place in your code, the promises that it made and those that were settled.
 *
 * Options:
 *   --most N  places to show (default: 10)
 *
 * Example:
 *   ntrace run promisetop -p 4242 --duration 10s
 *
 * Reading:
 *   PENDING is what was not settled when the table was printed. An async function that waits has
 *   several, one for itself and one for each await. A number that grows from table to table is work
 *   that piles up, or promises that nobody settles: promisestuck tells these apart. Promises are
 *   many: this takes a stack for each, so run it for seconds on a busy process.
 */
#pragma D option quiet
#pragma D option defaultargs
#pragma D option dynvarsize=64m

inline int most = $1 ? $1 : 10;

BEGIN
{
	printf("Tracing promises: a table each second. Ctrl-C ends it.\n");
}

async:PROMISE::init
/ucaller != ""/
{
	where[arg0] = ucaller;
	@pending[ucaller] = sum(1);
}

async:PROMISE::resolve
/where[arg0] != ""/
{
	@pending[where[arg0]] = sum(-1);
	where[arg0] = 0;
}

tick-1s, END
{
	printf("\n  %-60s %8s\n", "PLACE", "PENDING");
	trunc(@pending, most);
	printa("  %-60A %@8d\n", @pending);
}
