/*
 * ASSERTION: sum() wraps at 64 bits, min() and max() see all of them.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@sum = sum(0x7fffffffffffffff); @sum = sum(2);
	@big = max(0x7ffffffffffffffe);
	@small = min(-0x7fffffffffffffff);
	printa("%@d\n", @sum);
	printa("%@d\n", @big);
	printa("%@d\n", @small);
	exit(0);
}
