/* ASSERTION: The result goes nowhere. */
BEGIN
{
	count();
}
