/* ASSERTION: An aggregation exists from its first use on. */
BEGIN
/@late > 1/
{
}
END
{
	@late = count();
	x = @latte;
}
