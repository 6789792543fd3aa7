/* ASSERTION: An aggregation is wanted. */
BEGIN
{
	trunc(1);
}
