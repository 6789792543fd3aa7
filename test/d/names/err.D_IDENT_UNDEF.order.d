/* ASSERTION: Names resolve in the order of the text. */
END
{
	trace(x);
}

BEGIN
{
	x = 1;
}
