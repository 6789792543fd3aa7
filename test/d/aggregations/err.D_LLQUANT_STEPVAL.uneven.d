/* ASSERTION: Steps divide a magnitude. */
BEGIN
{
	n = 1;
	@a = llquantize(1, 10, 0, 6, 15);
}
