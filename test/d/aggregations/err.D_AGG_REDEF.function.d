/* ASSERTION: One function per aggregation. */
BEGIN
{
	@a = count();
	@a = sum(1);
}
