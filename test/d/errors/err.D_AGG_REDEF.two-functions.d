/*
 * ASSERTION: One aggregation has one function.
 * SECTION: Errors
 */

BEGIN
{
	@a = count();
	@a = sum(1);
}
