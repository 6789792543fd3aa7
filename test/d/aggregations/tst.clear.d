/*
 * ASSERTION: clear() keeps the keys, with zero.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@["a"] = sum(5);
	@["b"] = sum(7);
	clear(@);
	printa("%s %@d\n", @);
}

BEGIN
{
	@["b"] = sum(1);
	printa("%s %@d\n", @);
	exit(0);
}
