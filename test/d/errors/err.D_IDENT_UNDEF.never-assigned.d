/*
 * ASSERTION: A variable that is never assigned has no type.
 * SECTION: Errors
 */

BEGIN
{
	trace(nothing);
}
