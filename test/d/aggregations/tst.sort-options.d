/*
 * ASSERTION: aggsortkey, aggsortkeypos and aggsortrev change the order of rows.
 * SECTION: Aggregations
 */

#pragma D option quiet
#pragma D option aggsortkey
#pragma D option aggsortkeypos=1
#pragma D option aggsortrev

BEGIN
{
	@["a", 2] = sum(9);
	@["b", 3] = sum(8);
	@["c", 1] = sum(7);
	exit(0);
}
