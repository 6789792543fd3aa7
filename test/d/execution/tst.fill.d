/*
 * ASSERTION: bufpolicy=fill keeps records until bufsize is full (32 bytes each); then the trace ends.
 * SECTION: Execution
 * @@args: -x bufpolicy=fill -x bufsize=100
 */

#pragma D option quiet

int n;

tick-1ms
{
	printf("%d\n", ++n);
}

END
{
	printf("END after %d\n", n);
}
