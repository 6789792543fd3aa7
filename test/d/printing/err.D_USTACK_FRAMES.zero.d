/* ASSERTION: A stack has frames. */
BEGIN
{
	ustack(0);
}
