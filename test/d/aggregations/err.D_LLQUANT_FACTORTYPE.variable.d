/* ASSERTION: Parameters are constants. */
BEGIN
{
	n = 1;
	@a = llquantize(1, n, 0, 6, 20);
}
