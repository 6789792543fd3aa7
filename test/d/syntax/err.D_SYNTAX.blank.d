/* ASSERTION: A blank that is none is named by its number. */
BEGIN
{
	trace(1); trace(2);
}
