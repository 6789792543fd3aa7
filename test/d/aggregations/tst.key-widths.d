/*
 * ASSERTION: Key columns are as wide as their types; one and two bytes print unsigned.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@[(char)-2, (short)-2, (int)-2, (long long)-2, "text"] = count();
	exit(0);
}
