/* ASSERTION: Read before it is assigned. */
BEGIN
{
	trace(nosuch);
}
