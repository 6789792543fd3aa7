/* ASSERTION: Known to be zero before it runs. */
BEGIN
{
	trace(7 % (3 - 3));
}
