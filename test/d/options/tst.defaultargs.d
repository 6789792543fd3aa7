/*
 * ASSERTION: Macro arguments that are not given read as 0 and "".
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("%d [%s]\n", $1, $$2);
	exit(0);
}
