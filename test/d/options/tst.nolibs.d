/*
 * ASSERTION: nolibs leaves the libraries of -L unread: what they declare is not there.
 * SECTION: Options
 * @@args: -x nolibs -L test/d/pragmas/libraries
 */

BEGIN
{
	exit(KIB);
}
