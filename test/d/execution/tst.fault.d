/*
 * ASSERTION: A fault ends its clause and takes back what it recorded; stores stay, ERROR fires, later clauses run.
 * SECTION: Execution
 */

#pragma D option quiet

BEGIN
{
	zero = 0;
	printf("taken back");
	stored = 4;
	trace(1 / zero);
	printf("not reached");
}

BEGIN
{
	printf("stored %d\n", stored);
	exit(0);
}

ERROR
{
	printf("fault %d, divide by zero is %d\n", arg4, DTRACEFLT_DIVZERO);
}
