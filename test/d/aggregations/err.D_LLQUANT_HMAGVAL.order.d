/* ASSERTION: Low is below high. */
BEGIN
{
	n = 1;
	@a = llquantize(1, 10, 4, 3, 20);
}
