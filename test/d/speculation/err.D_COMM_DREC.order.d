/* ASSERTION: commit comes first. */
BEGIN
{
	trace(1);
	commit(1);
}
