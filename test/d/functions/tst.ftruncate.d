/*
 * ASSERTION: ftruncate() empties the file that output goes to.
 * SECTION: Functions
 * @@args: -w /tmp/ntrace-golden-ftruncate
 */

#pragma D option quiet

BEGIN
{
	freopen("%s", $$1);
	printf("gone\n");
	ftruncate();
	printf("kept\n");
	freopen("");
	system("cat %s; rm %s", $$1, $$1);
	exit(0);
}
