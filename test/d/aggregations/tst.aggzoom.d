/*
 * ASSERTION: With aggzoom the largest bucket has nearly the whole width, whatever the others are.
 * SECTION: Aggregations
 * @@args: -x aggzoom
 */

#pragma D option quiet

BEGIN
{
	@["a"] = quantize(1, 10);
	@["a"] = quantize(2, 10);
	@["a"] = quantize(4, 10);
	@["a"] = quantize(8, 5);
	@l = lquantize(3, 0, 10, 5, -4);
	@l = lquantize(7, 0, 10, 5, 2);
	exit(0);
}
