/* ASSERTION: What was recorded is real. */
BEGIN
{
	trace(1);
	speculate(1);
}
