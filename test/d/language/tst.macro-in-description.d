/*
 * ASSERTION: A macro argument may stand in a probe description.
 * SECTION: Language
 * @@args: 20
 */

#pragma D option quiet

profile:::tick-$1ms
{
	printf("%s\n", probename);
	exit(0);
}
