/* ASSERTION: One set of parameters per aggregation. */
BEGIN
{
	@a = lquantize(1, 0, 10, 1);
	@a = lquantize(1, 5, 10, 1);
}
