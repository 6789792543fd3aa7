/*
 * ASSERTION: With temporal, records come in the order in which their probes fired.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option temporal

BEGIN
{
	printf("first\n");
}

BEGIN
{
	printf("second\n");
	exit(0);
}
