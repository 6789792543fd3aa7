/* ASSERTION: The aggregation is missing. */
BEGIN
{
	printa("%@d");
}
