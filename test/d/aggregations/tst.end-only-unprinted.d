/*
 * ASSERTION: At the end those aggregations are printed that no printa() has shown, in order of definition.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@first = count();
	@second = count();
	@third["key"] = count();
	printa("printed %@d\n", @second);
	exit(0);
}
