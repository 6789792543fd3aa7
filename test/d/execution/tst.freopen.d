/*
 * ASSERTION: freopen() sends output elsewhere from its place in the text on, "" brings it back; what cannot be opened
 * leaves it where it is.
 * SECTION: Execution
 * @@args: -w
 */

#pragma D option quiet

BEGIN
{
	printf("here\n");
	freopen("/dev/null");
	printf("gone\n");
	freopen("");
	printf("here again\n");
	freopen("..");
	freopen("%s%s", ".", ".");
	printf("still here\n");
	system("echo %s", "in its place");
	printf("last\n");
	exit(0);
}
