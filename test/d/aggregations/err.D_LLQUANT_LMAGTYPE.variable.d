/* ASSERTION: Parameters are constants. */
BEGIN
{
	n = 1;
	@a = llquantize(1, 10, n, 6, 20);
}
