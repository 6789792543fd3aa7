/* ASSERTION: D has no literals of objects and arrays. */
BEGIN
{
	x = { a: 1 };
	y = [1, 2];
	trace(x);
}
