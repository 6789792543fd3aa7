/* ASSERTION: A format is a constant. */
BEGIN
{
	printf(probename);
}
