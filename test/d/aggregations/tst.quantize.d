/*
 * ASSERTION: quantize() draws powers of two, zero and negative values apart, one empty row on either side.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@d = quantize(-6); @d = quantize(-5);
	@d = quantize(0);
	@d = quantize(1); @d = quantize(3); @d = quantize(3); @d = quantize(100);
	exit(0);
}
