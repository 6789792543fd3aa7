/* ASSERTION: Octal digits end at 7. */
BEGIN
{
	trace(0779);
}
