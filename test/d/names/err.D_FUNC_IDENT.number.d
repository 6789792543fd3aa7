/* ASSERTION: Only a name can be called. */
BEGIN
{
	trace(1(2));
}
