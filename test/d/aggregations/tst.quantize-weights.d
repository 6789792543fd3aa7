/*
 * ASSERTION: The increment of quantize() may be negative: bars then have two sides; a normal does not change them.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@d["both"] = quantize(1, 30);
	@d["both"] = quantize(9, -10);
	@d["left"] = quantize(5, -2);
	normalize(@d, 10);
	printa(@d);
	exit(0);
}
