/*
 * ASSERTION: With -F records show where they are even when quiet.
 * SECTION: Output
 * @@args: -F -q
 */

BEGIN
{
	trace("a");
}

BEGIN
{
	printf("b\n");
	exit(0);
}
