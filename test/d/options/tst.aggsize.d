/*
 * ASSERTION: aggsize bounds the cells of aggregations: a count by an int takes 32 bytes. Others are counted.
 * SECTION: Options
 * @@args: -x droptags -x aggsize=64
 */

#pragma D option quiet

BEGIN
{
	@[1] = count();
	@[2] = count();
	@[3] = count();
	exit(0);
}
