/* ASSERTION: A stack has frames. */
BEGIN
{
	stack(0);
}
