/* ASSERTION: A conversion per value. */
BEGIN
{
	printf("%d", 1, 2);
}
