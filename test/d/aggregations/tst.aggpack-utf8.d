/*
 * ASSERTION: aggpack prints blocks of Unicode where the encoding is utf8, and then bars are of blocks too.
 * SECTION: Aggregations
 * @@args: -x aggpack -x encoding=utf8
 */

#pragma D option quiet
#pragma D option aggzoom

BEGIN
{
	@size["read"] = quantize(1, 1);
	@size["read"] = quantize(2, 2);
	@size["read"] = quantize(4, 3);
	@size["read"] = quantize(8, 5);
	@size["read"] = quantize(16, 8);
	@size["read"] = quantize(32, 13);
	printa(@size);
	setopt("aggpack", "no");
	printa(@size);
	setopt("encoding", "ascii");
	printa("%@d", @size);
	exit(0);
}
