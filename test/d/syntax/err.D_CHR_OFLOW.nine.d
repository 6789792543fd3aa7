/* ASSERTION: A character constant holds at most eight bytes. */
BEGIN
{
	trace('123456789');
}
