/*
 * ASSERTION: A missing parenthesis is found where it is missed.
 * SECTION: Errors
 */

BEGIN
{
	trace((1 + 2);
	exit(0);
}
