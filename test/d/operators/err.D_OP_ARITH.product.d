/* ASSERTION: Arithmetic of integers only. */
BEGIN
{
	trace("a" * 2);
}
