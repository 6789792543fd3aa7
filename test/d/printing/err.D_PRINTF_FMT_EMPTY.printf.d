/* ASSERTION: It prints nothing. */
BEGIN
{
	printf("");
}
