/*
 * ASSERTION: normalize() divides what is printed, the last call wins, denormalize() ends it.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@n["x"] = sum(1000);
	normalize(@n, 10);
	printa("%@d\n", @n);
	normalize(@n, 7);
	printa("%@d\n", @n);
	denormalize(@n);
	printa("%@d\n", @n);
	exit(0);
}
