/* ASSERTION: A 32-bit limit. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 0, 4294967296);
}
