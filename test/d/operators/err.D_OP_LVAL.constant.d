/* ASSERTION: A constant is not stored to. */
BEGIN
{
	1 = 2;
}
