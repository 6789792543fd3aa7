/*
 * ASSERTION: An action that reads aggregations sees what stands before it in its clause and nothing of what stands
 * behind it.
 * SECTION: Execution
 */

#pragma D option quiet

BEGIN
{
	@a = sum(1);
	clear(@a);
	@a = sum(2);
	printa("%@d\n", @a);
	@a = sum(40);
	printa("%@d\n", @a);
	clear(@a);
	@a = sum(7);
}

BEGIN
{
	printa("next clause: %@d\n", @a);
	trunc(@a);
	@a = sum(5);
}

BEGIN
{
	@k["small"] = sum(1);
	@k["large"] = sum(9);
	trunc(@k, 1);
	@k["small"] = sum(3);
	normalize(@k, 2);
	@k["late"] = sum(4);
	printa("%s %@d\n", @k);
	denormalize(@k);
	printa("%s %@d\n", @k);
	exit(0);
}

END
{
	printa("at the end: %@d\n", @a);
	@a = sum(100);
}
