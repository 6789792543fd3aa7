/*
 * ASSERTION: A fault takes back what its clause recorded, clear() and printa() included, and nothing that it
 * aggregated.
 * SECTION: Execution
 */

#pragma D option quiet

BEGIN
{
	zero = 0;
	@a = sum(1);
	clear(@a);
	@a = sum(10);
	printa("never seen %@d\n", @a);
	@a = sum(100);
	trace(1 / zero);
	@a = sum(1000);
}

BEGIN
{
	printa("%@d\n", @a);
	exit(0);
}
