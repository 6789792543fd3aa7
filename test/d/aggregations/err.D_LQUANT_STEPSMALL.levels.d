/* ASSERTION: At most 65535 levels. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 0, 1000000, 1);
}
