/*
 * ASSERTION: verbose is -v: what each description means, and how stable it is.
 * SECTION: Options
 */

#pragma D option verbose

BEGIN
{
	exit(0);
}
