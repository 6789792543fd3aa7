/* ASSERTION: Nothing counts what an aggregation holds. */
BEGIN
{
	@a[1] = count();
	trace(len(@a));
}
