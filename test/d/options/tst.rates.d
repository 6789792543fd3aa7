/*
 * ASSERTION: Rates are times or frequencies; what is printed does not depend on them.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option aggrate=100ms
#pragma D option switchrate=10hz
#pragma D option statusrate=50ms
#pragma D option cleanrate=20hz

BEGIN
{
	@ = count();
	printf("read\n");
	exit(0);
}
