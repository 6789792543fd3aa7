/* ASSERTION: No such function. */
BEGIN
{
	prntf("x");
}
