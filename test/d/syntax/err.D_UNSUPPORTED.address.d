/* ASSERTION: JavaScript has no addresses. */
BEGIN
{
	trace(copyinstr(1));
}
