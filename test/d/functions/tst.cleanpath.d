/*
 * ASSERTION: cleanpath() folds slashes, and removes . and .. parts.
 * SECTION: Functions
 */

#pragma D option quiet

BEGIN
{
	printf("%s\n", cleanpath("/foo/./bar"));
	printf("%s\n", cleanpath("//foo///bar"));
	printf("%s\n", cleanpath("/foo/../bar"));
	printf("%s\n", cleanpath("/a/b/../../c"));
	printf("%s\n", cleanpath("foo/bar"));
	exit(0);
}
