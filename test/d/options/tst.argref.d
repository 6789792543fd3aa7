/*
 * ASSERTION: An argument that no macro names is no mistake.
 * SECTION: Options
 * @@args: one two
 */

#pragma D option quiet
#pragma D option argref

BEGIN
{
	printf("%s\n", $$1);
	exit(0);
}
