/*
 * ASSERTION: hist(n) is quantize(n); hist(n, bits) has 2^bits buckets for each power of two; lhist() is lquantize().
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@h = hist(100);
	@fine = hist(100, 2);
	@fine = hist(110, 2);
	@fine = hist(127, 2);
	@linear = lhist(25, 0, 40, 10);
	exit(0);
}
