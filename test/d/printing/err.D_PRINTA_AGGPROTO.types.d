/* ASSERTION: The keys must match. */
BEGIN
{
	@a["x"] = count();
	@b[1] = count();
	printa(@a, @b);
}
