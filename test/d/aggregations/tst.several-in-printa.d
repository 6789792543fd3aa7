/*
 * ASSERTION: printa() of several aggregations joins them by key; what one has not is zero.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@reads["fs"] = sum(10); @reads["net"] = sum(2);
	@writes["net"] = sum(5); @writes["db"] = sum(1);
	printa("%-5s %5@d %5@d\n", @reads, @writes);
	printa(@reads, @writes);
	exit(0);
}
