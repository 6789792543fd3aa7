/* ASSERTION: The first assignment fixes the type. */
BEGIN
{
	x = 1;
	x = "one";
}
