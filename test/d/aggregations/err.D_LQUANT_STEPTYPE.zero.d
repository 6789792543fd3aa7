/* ASSERTION: A step goes forward. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 0, 10, 0);
}
