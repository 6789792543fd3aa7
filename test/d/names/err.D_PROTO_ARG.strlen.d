/* ASSERTION: A string is wanted. */
BEGIN
{
	trace(strlen(12));
}
