/* ASSERTION: There is no power operator. */
BEGIN
{
	x = 2 ** 3;
}
