/* ASSERTION: An integer has no elements. */
BEGIN
{
	trace(pid[1]);
}
