/* ASSERTION: A string has no members. */
BEGIN
{
	trace(execname.length);
}
