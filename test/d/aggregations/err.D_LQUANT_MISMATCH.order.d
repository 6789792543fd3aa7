/* ASSERTION: The base is below the limit. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 10, 0);
}
