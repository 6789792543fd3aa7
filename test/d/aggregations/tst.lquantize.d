/*
 * ASSERTION: lquantize() has a row below its base, one from its limit on, and steps of 1 when none is given.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@a = lquantize(-1, 0, 100, 25);
	@a = lquantize(30, 0, 100, 25);
	@a = lquantize(74, 0, 100, 25);
	@a = lquantize(4000, 0, 100, 25);
	printa(@a);
	@b = lquantize(7, 0, 1000);
	printa(@b);
	exit(0);
}
