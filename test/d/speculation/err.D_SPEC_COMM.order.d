/* ASSERTION: What is committed is real. */
BEGIN
{
	commit(1);
	speculate(1);
}
