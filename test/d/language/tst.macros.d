/*
 * ASSERTION: Macro arguments are integers or names, with $$ strings; $pid and its like are integers.
 * SECTION: Language
 * @@args: 41 word
 */

#pragma D option quiet

BEGIN
{
	printf("%d %s %s\n", $1 + 1, $$2, $$1);
	printf("%d %d\n", $pid > 0, $ppid > 0);
	exit(0);
}
