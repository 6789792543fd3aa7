/*
 * ASSERTION: agghist draws a bar beside each count and sum, under a header for each aggregation; min() and max() and
 * distributions are as ever.
 * SECTION: Aggregations
 * @@args: -x agghist
 */

#pragma D option quiet

BEGIN
{
	@calls["read"] = sum(120);
	@calls["a name longer than sixteen"] = sum(40);
	@calls["write"] = sum(40);
	@change["up", 1] = sum(30);
	@change["down", 2] = sum(-10);
	@alone = count();
	@most["read"] = max(7);
	exit(0);
}
