/*
 * ASSERTION: A conversion without an argument.
 * SECTION: Errors
 */

BEGIN
{
	printf("%d %d\n", 1);
}
