/* ASSERTION: It has no type yet. */
BEGIN
{
	x = x + 1;
}
