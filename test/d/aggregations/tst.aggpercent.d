/*
 * ASSERTION: aggpercent prints percentiles below each distribution, as the bounds that its buckets are; none where
 * weights are negative, or there are none.
 * SECTION: Aggregations
 * @@args: -x aggpercent
 */

#pragma D option quiet

BEGIN
{
	@q["x"] = quantize(3, 50);
	@q["x"] = quantize(100, 40);
	@q["x"] = quantize(5000, 10);
	@l = lquantize(12, 0, 50, 10, 89);
	@l = lquantize(60, 0, 50, 10, 11);
	@ll = llquantize(37, 10, 0, 2, 20);
	@none = quantize(3, 1);
	@none = quantize(3, -1);
	@less = quantize(3, -1);
	printa("%s %@d", @q);
	exit(0);
}
