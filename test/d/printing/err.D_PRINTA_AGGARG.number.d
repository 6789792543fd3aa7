/* ASSERTION: An aggregation is wanted. */
BEGIN
{
	printa(1);
}
