/* ASSERTION: An array needs a key. */
BEGIN
{
	a[1] = 2;
	trace(a);
}
