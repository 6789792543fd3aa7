/*
 * ASSERTION: -L loads every .d file of a folder, each behind those it depends on; one that needs a provider that
 * is not there is passed over.
 * SECTION: dtrace Utility/-L Option
 * @@args: -q -L test/d/pragmas/libraries
 */
BEGIN
{
	printf("%d %d %d\n", TWO_KIB, KIB, sizeof (port_t));
	exit(0);
}
