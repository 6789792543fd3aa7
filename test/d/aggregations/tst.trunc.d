/*
 * ASSERTION: trunc() keeps the n largest, or with -n the smallest; without n it forgets all.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@top["a"] = sum(1); @top["b"] = sum(2); @top["c"] = sum(3); @top["d"] = sum(4);
	trunc(@top, 2);
	printa("%s %@d\n", @top);
	@low["a"] = sum(1); @low["b"] = sum(2); @low["c"] = sum(3);
	trunc(@low, -1);
	printa("%s %@d\n", @low);
	trunc(@low);
	printa("gone %s %@d\n", @low);
	exit(0);
}
