/*
 * ASSERTION: With pspec, what could begin a type or a description is a description, as with -n.
 * SECTION: Options
 * @@args: -Z
 */

#pragma D option quiet
#pragma D option pspec

int*:::probe
{
}

BEGIN
{
	printf("began\n");
	exit(0);
}
