/* ASSERTION: An integer has no members. */
BEGIN
{
	trace(offsetof(int, x));
}
