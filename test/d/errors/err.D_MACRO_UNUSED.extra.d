/*
 * ASSERTION: A macro argument that is not used is a mistake.
 * SECTION: Errors
 * @@args: 0 extra
 */

BEGIN
{
	exit($1);
}
