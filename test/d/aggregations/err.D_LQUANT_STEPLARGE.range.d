/* ASSERTION: A step fits the range. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 0, 10, 20);
}
