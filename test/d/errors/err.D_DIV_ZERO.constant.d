/*
 * ASSERTION: A constant division by zero is found by the compiler.
 * SECTION: Errors
 */

BEGIN
{
	trace(7 % (3 - 3));
}
