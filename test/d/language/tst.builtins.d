/*
 * ASSERTION: The probe knows its name; identifiers have values of their kind.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN
{
	printf("%s:%s:%s:%s\n", probeprov, probemod, probefunc, probename);
	printf("%d %d %d\n", id, epid != 0, arg0);
	printf("%d %d\n", timestamp == timestamp, walltimestamp > 1000000000000000000);
	exit(0);
}
