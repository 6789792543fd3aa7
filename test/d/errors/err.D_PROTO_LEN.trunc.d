/*
 * ASSERTION: trunc() wants an aggregation and at most one number.
 * SECTION: Errors
 */

BEGIN
{
	@ = count();
	trunc(@, 1, 2);
}
