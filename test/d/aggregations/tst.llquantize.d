/*
 * ASSERTION: llquantize() is linear inside each power of its factor.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@ = llquantize(3, 10, 0, 2, 10);
	@ = llquantize(47, 10, 0, 2, 10);
	@ = llquantize(48, 10, 0, 2, 10);
	@ = llquantize(120, 10, 0, 2, 10);
	@ = llquantize(12345, 10, 0, 2, 10);
	exit(0);
}
