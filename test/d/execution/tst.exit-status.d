/*
 * ASSERTION: exit(n) gives the status; its clause ends first, later BEGIN clauses do not run, END does.
 * SECTION: Execution
 */

#pragma D option quiet

BEGIN
{
	printf("first ");
	exit(7);
	printf("still ");
}

BEGIN
{
	printf("not ");
}

END
{
	printf("end\n");
}
