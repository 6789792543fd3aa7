/*
 * ASSERTION: In JSON percentiles are the ranges of their buckets; an end that is open is null.
 * SECTION: Aggregations
 * @@args: -x aggpercent --format json
 */

#pragma D option quiet

BEGIN
{
	@q["x"] = quantize(3, 50);
	@q["x"] = quantize(100, 40);
	@q["x"] = quantize(5000, 10);
	@l = lquantize(12, 0, 50, 10, 89);
	@l = lquantize(60, 0, 50, 10, 11);
	@n = count();
	@s["k"] = stats(10);
	@s["k"] = stats(13);
	exit(0);
}
