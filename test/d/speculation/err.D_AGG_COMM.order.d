/* ASSERTION: commit stands alone. */
BEGIN
{
	commit(1);
	@a = count();
}
