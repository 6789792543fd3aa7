/* ASSERTION: The conversion does not exist. */
BEGIN
{
	printf("%q\n", 1);
}
