/*
 * ASSERTION: A program that asks for an older D may use the names that came later.
 * SECTION: Versioning
 */
#pragma D option quiet
#pragma D option version=1.0

int strstr;

BEGIN
{
	strstr = 5;
	htons = strstr + strlen("abc");
	printf("%d %d\n", strstr, htons);
	exit(0);
}
