/* ASSERTION: D has no functions of its own. */
BEGIN
{
	f = (a) => a;
	trace(f);
}
