/*
 * ASSERTION: syslibdir names a folder of libraries that is read before those of -L.
 * SECTION: Options
 * @@args: -x syslibdir=test/d/pragmas/libraries
 */

#pragma D option quiet

BEGIN
{
	printf("%d\n", KIB);
	exit(0);
}
