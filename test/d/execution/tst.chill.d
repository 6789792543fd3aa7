/*
 * ASSERTION: chill() lets the process stand still; more than half a second is an illegal operation.
 * SECTION: Execution
 * @@args: -w
 */

#pragma D option quiet

BEGIN
{
	chill(1000000);
	printf("a millisecond\n");
}

BEGIN
{
	chill(500000001);
	printf("not reached");
}

BEGIN
{
	chill(-1);
	printf("not reached");
}

BEGIN
{
	exit(0);
}

ERROR
{
	printf("fault %d, illegal operation is %d\n", arg4, DTRACEFLT_ILLOP);
}
