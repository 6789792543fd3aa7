/*
 * ASSERTION: aggpack prints a distribution in one line, over the buckets that any key hit; in ASCII where that is
 * asked for.
 * SECTION: Aggregations
 * @@args: -x aggpack -x encoding=ascii
 */

#pragma D option quiet

BEGIN
{
	@size["read", 3] = quantize(100, 8);
	@size["read", 3] = quantize(1000, 4);
	@size["read", 3] = quantize(2000, 1);
	@size["write", 4] = quantize(4);
	@signed = quantize(-5, 2);
	@signed = quantize(5, -2);
	@late["a"] = lquantize(12, 0, 50, 10);
	@late["a"] = lquantize(60, 0, 50, 10);
	@log["x"] = llquantize(5, 10, 0, 1, 10);
	@n = count();
	exit(0);
}
