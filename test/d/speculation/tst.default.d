/*
 * ASSERTION: speculate() alone records that the probe fired; commit() and discard() record nothing.
 * SECTION: Speculation
 */

BEGIN
{
	s = speculation();
}

BEGIN
{
	speculate(s);
	seen = 1;
}

BEGIN
{
	commit(s);
}

BEGIN
{
	discard(s);
	exit(0);
}
