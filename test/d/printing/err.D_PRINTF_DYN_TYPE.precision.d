/* ASSERTION: A precision is an integer. */
BEGIN
{
	printf("%.*s", "x", "one");
}
