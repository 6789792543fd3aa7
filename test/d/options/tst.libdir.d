/*
 * ASSERTION: libdir is -L.
 * SECTION: Options
 * @@args: -x libdir=test/d/pragmas/libraries
 */

#pragma D option quiet

BEGIN
{
	printf("%d\n", KIB);
	exit(0);
}
