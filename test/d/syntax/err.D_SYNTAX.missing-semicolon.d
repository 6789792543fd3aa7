/* ASSERTION: A missing ; is told where it is missing, and costs nothing else. */
BEGIN
{
	x = 1
	y = 2
	trace(x)
	trace(y);
}
