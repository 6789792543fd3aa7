/* ASSERTION: trace does not aggregate. */
BEGIN
{
	@a = trace(1);
}
