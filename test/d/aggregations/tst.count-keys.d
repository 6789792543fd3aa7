/*
 * ASSERTION: count() keeps one number per key; rows come by value, ties by key.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@["pear"] = count();
	@["apple"] = count();
	@["apple"] = count();
	@["fig"] = count();
	exit(0);
}
