/* ASSERTION: A 32-bit base. */
BEGIN
{
	n = 1;
	@a = lquantize(1, 4294967296, 8589934592);
}
