/*
 * ASSERTION: aggpercpu prints each value by CPU too; an isolate has one.
 * SECTION: Aggregations
 * @@args: -x aggpercpu
 */

#pragma D option quiet

BEGIN
{
	@["a"] = count();
	@q = quantize(3);
	printa(@);
	printa("%s %@d\n", @);
	exit(0);
}
