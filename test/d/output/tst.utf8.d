/*
 * ASSERTION: Text that is not ASCII arrives as it was written; strlen() counts bytes.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	printf("%s %d\n", "zażółć", strlen("zażółć"));
	@["żółw"] = count();
	exit(0);
}
