/* ASSERTION: commit stands alone. */
BEGIN
{
	commit(1);
	trace(1);
}
