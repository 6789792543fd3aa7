/*
 * ASSERTION: stats() is count, average and total, in columns of that name; in a format each takes a %@ of its own;
 * rows are sorted by the total, and normalize() divides average and total.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@s["few, large"] = stats(1000);
	@s["many, small"] = stats(10);
	@s["many, small"] = stats(11);
	@s["negative"] = stats(-7);
	@s["negative"] = stats(-8);
	@other["many, small"] = count();
	printa("%-12s %@d calls, %@d each, %@d in all, again %@d\n", @s);
	printa("%-12s %@d %@d %@d %@d\n", @s, @other);
	printa(@s, @other);
	trunc(@s, 2);
	normalize(@s, 10);
	printa(@s);
	@keyless = stats(5);
	exit(0);
}
