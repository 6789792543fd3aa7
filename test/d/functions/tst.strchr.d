/*
 * ASSERTION: strchr() and strrchr() give the string from a byte on, NULL where it does not occur.
 * SECTION: Functions
 */

#pragma D option quiet

BEGIN
{
	printf("%s %s\n", strchr("abcbd", 'b'), strrchr("abcbd", 'b'));
	printf("%d %d\n", strchr("abc", 'x') == NULL, strrchr("abc", 'x') == NULL);
	printf("[%s]\n", strrchr("/srv/app.js", '/'));
	exit(0);
}
