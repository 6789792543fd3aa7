/* ASSERTION: An assignment needs a value. */
BEGIN
{
	x = ;
}
