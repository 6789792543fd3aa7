/*
 * ASSERTION: strftime() gives a string: to print, to compare, to count by.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	printf("%s|%s\n", strftime("%Y-%m-%d %H:%M:%S.%f %a %b %j %%", 1700000000123456789), strftime("%e|%I %p|%s", 0));
	@[strftime("%H", 3600000000000)] = count();
	year = strftime("%Y", nsecs);
	printf("%d %d\n", year > "2000", year == strftime("%Y", walltimestamp));
	printf("%s %s %d\n", str("hello", 2), str(probename), elapsed < 3600000000000);
	exit(0);
}
