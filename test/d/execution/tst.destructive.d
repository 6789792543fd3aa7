/*
 * ASSERTION: -w unlocks system(); its output keeps its place among the others.
 * SECTION: Execution
 * @@args: -w
 */

#pragma D option quiet

BEGIN
{
	printf("before\n");
	system("echo %s %d", "inside", 5);
	printf("after\n");
	exit(0);
}
