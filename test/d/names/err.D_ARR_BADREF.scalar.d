/* ASSERTION: A scalar has no keys. */
BEGIN
{
	x = 1;
	x[1] = 2;
}
