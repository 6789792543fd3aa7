/*
 * ASSERTION: --format json: one object a line; integers past 2^53 are strings, buckets have both ends.
 * SECTION: Output
 * @@args: --format json
 */

BEGIN
{
	trace("text");
	trace(0x7fffffffffffffff);
	printf("n=%d\n", 5);
	@counts["key", 3] = count();
	@dist = quantize(5);
	@dist = quantize(6);
	printa(@counts);
	exit(0);
}
