/* ASSERTION: An aggregation cannot be taken back. */
BEGIN
{
	speculate(1);
	@a = count();
}
