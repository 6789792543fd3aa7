/*
 * ASSERTION: normalize() divides every kind of result, towards zero, and leaves bars and order alone.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@count = count(); @count = count(); @count = count(); @count = count(); @count = count();
	@sum["plus"] = sum(99);
	@sum["minus"] = sum(-99);
	@min = min(-15);
	@max = max(19);
	@avg = avg(40); @avg = avg(45);
	@stddev = stddev(10); @stddev = stddev(100);
	@quantize = quantize(3, 25);
	@lquantize = lquantize(3, 0, 10, 5, -25);
	@llquantize = llquantize(3, 10, 0, 1, 10, 7);
	normalize(@count, 2); normalize(@sum, 10); normalize(@min, 10); normalize(@max, 10); normalize(@avg, 10);
	normalize(@stddev, 10); normalize(@quantize, 10); normalize(@lquantize, 10); normalize(@llquantize, 10);
	printa("%@d ", @count); printa("%s %@d ", @sum); printa("%@d ", @min); printa("%@d ", @max);
	printa("%@d ", @avg); printa("%@d\n", @stddev);
	printa(@count, @max, @avg);
	printa(@quantize);
	printa("%@d", @lquantize);
	printa("%@d", @llquantize);
	denormalize(@sum);
	printa(@sum);
	exit(0);
}
