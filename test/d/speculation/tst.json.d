/*
 * ASSERTION: Drops of speculations are records of the JSON stream; what is committed looks like any other record.
 * SECTION: Speculation
 * @@args: --format json -x specsize=24
 */

BEGIN
{
	s = speculation();
	none = speculation();
}

BEGIN
{
	speculate(s);
	trace(7ll);
}

BEGIN
{
	speculate(s);
	trace(8ll);
}

BEGIN
{
	commit(s);
}

BEGIN
{
	exit(0);
}
