/*
 * ASSERTION: tick-N fires again and again until exit().
 * SECTION: Execution
 */

#pragma D option quiet

tick-10ms
/n < 3/
{
	printf("%d ", ++n);
}

tick-10ms
/n == 3/
{
	printf("\n");
	exit(0);
}

int n;
