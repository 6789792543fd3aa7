/* ASSERTION: %d takes integers. */
BEGIN
{
	printf("%d", "one");
}
