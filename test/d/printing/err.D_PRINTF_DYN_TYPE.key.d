/*
 * ASSERTION: A star of printa() takes a key, which must be an integer.
 * SECTION: Output
 */

BEGIN
{
	@["a"] = count();
	printa("%*@d", @);
}
