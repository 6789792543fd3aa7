/*
 * ASSERTION: A description that matches nothing is an error.
 * SECTION: Errors
 */

abort:::fierd
{
	trace(1);
}
