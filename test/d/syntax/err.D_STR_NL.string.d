/* ASSERTION: A string ends on its line. */
BEGIN
{
	trace("one
");
}
