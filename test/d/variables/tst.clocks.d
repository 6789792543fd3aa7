/*
 * ASSERTION: vtimestamp counts CPU time, timestamp and elapsed the monotonic clock, nsecs is timestamp.
 * SECTION: Variables
 */

#pragma D option quiet

BEGIN
{
	started = timestamp;
	used = vtimestamp;
	printf("%d %d\n", nsecs == timestamp, used > 0);
}

BEGIN
{
	printf("%d %d\n", timestamp >= started, vtimestamp >= used);
	printf("%d\n", elapsed <= timestamp);
	exit(0);
}
