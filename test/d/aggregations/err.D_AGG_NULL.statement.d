/* ASSERTION: It does nothing. */
BEGIN
{
	@a = count();
	@a;
}
