/*
 * ASSERTION: A conversion wants its kind of argument.
 * SECTION: Errors
 */

BEGIN
{
	printf("%d\n", "one");
}
