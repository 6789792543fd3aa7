/* ASSERTION: Too few keys. */
BEGIN
{
	a[1, 2] = 3;
	a[1] = 3;
}
