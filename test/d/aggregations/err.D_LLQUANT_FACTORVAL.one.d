/* ASSERTION: Powers of one do not grow. */
BEGIN
{
	n = 1;
	@a = llquantize(1, 1, 0, 6, 20);
}
