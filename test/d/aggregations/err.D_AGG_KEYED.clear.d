/* ASSERTION: The whole aggregation is meant. */
BEGIN
{
	@a[1] = count();
	clear(@a[1]);
}
