/* ASSERTION: The width is missing. */
BEGIN
{
	printf("%*d");
}
