/* ASSERTION: An aggregation is fed by a function. */
BEGIN
{
	@n++;
	@m[pid] += 2;
}
