/*
 * ASSERTION: printa() and clear() in a speculation happen at its commit, with what is aggregated by then.
 * SECTION: Speculation
 */

#pragma D option quiet

BEGIN
{
	s = speculation();
	@a["x"] = sum(1);
}

BEGIN
{
	speculate(s);
	printa("%s %@d\n", @a);
	clear(@a);
}

BEGIN
{
	@a["x"] = sum(2);
	printa("before the commit: %s %@d\n", @a);
}

BEGIN
{
	commit(s);
}

BEGIN
{
	@a["x"] = sum(4);
	printa("%s %@d\n", @a);
	exit(0);
}
