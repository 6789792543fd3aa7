/* ASSERTION: An aggregation is wanted. */
BEGIN
{
	clear(1);
}
