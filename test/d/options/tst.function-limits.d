/*
 * ASSERTION: fnlimit and fnrate are set like other options; what they do, test/e2e/functions.test.ts shows.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option fnlimit=10
#pragma D option fnrate=5

BEGIN
{
	printf("set\n");
	exit(0);
}
