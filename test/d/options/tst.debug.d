/*
 * ASSERTION: debug says what ntrace does, in libdtrace's form.
 * SECTION: Options
 * @@args: -x debug
 */

#pragma D option quiet

BEGIN
{
	printf("began\n");
	exit(0);
}
