/* ASSERTION: Parameters are constants. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 0, n);
}
