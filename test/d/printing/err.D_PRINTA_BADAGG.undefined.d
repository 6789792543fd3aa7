/* ASSERTION: It does not exist yet. */
BEGIN
{
	printa(@nosuch);
}
