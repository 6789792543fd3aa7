/*
 * ASSERTION: A fault in a speculating clause takes back its own record only; commit() and discard() of a number that
 * no speculation can have are illegal operations.
 * SECTION: Speculation
 */

#pragma D option quiet
#pragma D option nspec=8

BEGIN
{
	zero = 0;
	s = speculation();
}

BEGIN
{
	speculate(s);
	printf("kept\n");
}

BEGIN
{
	speculate(s);
	printf("taken back");
	trace(1 / zero);
}

BEGIN
{
	commit(s);
}

BEGIN
{
	commit(1024);
	reached = 1;
}

BEGIN
{
	discard(-1);
	reached = 2;
}

BEGIN
{
	printf("reached %d\n", reached);
	exit(0);
}

ERROR
{
	printf("fault %d\n", arg4);
}
