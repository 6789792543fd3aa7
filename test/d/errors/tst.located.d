/*
 * ASSERTION: All mistakes are shown, each with its line, an underline and hints.
 * SECTION: Errors
 */

BEGIN
{
	printf("%d\n", "one");
	trce(5);
	@a = cuont();
}

abrt:::fire
{
}
