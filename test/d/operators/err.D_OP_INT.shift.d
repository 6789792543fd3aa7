/* ASSERTION: Bits of integers only. */
BEGIN
{
	trace("a" << 1);
}
