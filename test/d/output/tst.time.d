/*
 * ASSERTION: %Y and %T print nanoseconds since 1970 as dates.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	printf("%Y\n", 86400000000000);
	printf("%T\n", 86400000000000);
	exit(0);
}
