/*
 * ASSERTION: --max-records ends the trace, and END still runs.
 * SECTION: Execution
 * @@args: --max-records 3
 */

#pragma D option quiet

tick-5ms
{
	printf("%d\n", ++n);
}

END
{
	printf("end\n");
}
