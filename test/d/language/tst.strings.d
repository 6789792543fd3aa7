/*
 * ASSERTION: Strings compare by bytes and are cut at strsize; the subroutines follow DTrace.
 * SECTION: Language
 */

#pragma D option quiet
#pragma D option strsize=16

BEGIN
{
	printf("%d %d %d\n", "a" < "b", "Z" < "a", "x" == "x");
	printf("[%s]\n", strjoin("0123456789", "abcdefghij"));
	printf("[%s] [%s] [%s]\n", substr("signal", 3), substr("signal", -3, 2), substr("signal", 9));
	printf("%d %d %d\n", index("abcabc", "c"), rindex("abcabc", "c"), index("abc", "x"));
	printf("%s %s\n", basename("/srv/app.js"), dirname("/srv/app.js"));
	printf("%s\n", strtok("a:b", ":"));
	printf("%s\n", strtok(NULL, ":"));
	exit(0);
}
