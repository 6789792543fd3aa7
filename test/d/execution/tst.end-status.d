/*
 * ASSERTION: exit() in END replaces the status.
 * SECTION: Execution
 */

#pragma D option quiet

BEGIN
{
	exit(7);
}

END
{
	exit(3);
}
