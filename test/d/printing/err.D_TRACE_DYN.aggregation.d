/* ASSERTION: printa prints aggregations. */
BEGIN
{
	@a = count();
	trace(@a);
}
