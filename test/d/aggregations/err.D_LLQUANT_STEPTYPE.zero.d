/* ASSERTION: There is a step. */
BEGIN
{
	n = 1;
	@a = llquantize(1, 10, 0, 6, 0);
}
