/* ASSERTION: Magnitudes are not negative. */
BEGIN
{
	n = 1;
	@a = llquantize(1, 10, -1, 6, 20);
}
