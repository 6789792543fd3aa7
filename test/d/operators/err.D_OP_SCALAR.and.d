/* ASSERTION: A string is no condition. */
BEGIN
{
	trace("a" && 1);
}
