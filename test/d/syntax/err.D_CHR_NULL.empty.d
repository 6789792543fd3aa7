/* ASSERTION: A character constant holds a character. */
BEGIN
{
	trace('');
}
