/* ASSERTION: An aggregation is wanted. */
BEGIN
{
	normalize(1, 2);
}
