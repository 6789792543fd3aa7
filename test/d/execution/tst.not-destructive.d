/*
 * ASSERTION: Without -w a destructive program is not enabled.
 * SECTION: Execution
 */

BEGIN
{
	system("echo never");
	exit(0);
}
