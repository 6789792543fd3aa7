/* ASSERTION: Strings are joined by a function. */
BEGIN
{
	x = "a" + "b";
	y = execname == 3;
}
