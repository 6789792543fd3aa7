/* ASSERTION: The keys must match. */
BEGIN
{
	@a = count();
	@b[1] = count();
	printa(@a, @b);
}
