/* ASSERTION: An aggregation cannot be read. */
BEGIN
{
	@n = count();
	x = @n;
}
END
/@n > 3/
{
}
