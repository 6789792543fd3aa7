/* ASSERTION: A 16-bit step. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 0, 1000000, 100000);
}
