/* ASSERTION: A size is not negative. */
BEGIN
{
	ustack(1, -1);
}
