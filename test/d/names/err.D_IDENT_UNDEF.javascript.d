/* ASSERTION: JavaScript's values have names in D. */
BEGIN
{
	x = null;
	y = true;
	z = process;
}
