/* ASSERTION: A value per conversion. */
BEGIN
{
	printf("%d %d", 1);
}
