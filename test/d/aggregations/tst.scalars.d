/*
 * ASSERTION: sum, min, max, avg and stddev, negative values included; averages are cut towards zero.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@total = sum(-7); @total = sum(3);
	@least = min(-7); @least = min(3);
	@most = max(-7); @most = max(3);
	@mean = avg(-7); @mean = avg(-4);
	@spread = stddev(10); @spread = stddev(20); @spread = stddev(60);
	printa("sum %@d\n", @total);
	printa("min %@d\n", @least);
	printa("max %@d\n", @most);
	printa("avg %@d\n", @mean);
	printa("stddev %@d\n", @spread);
	exit(0);
}
