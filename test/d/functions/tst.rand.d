/*
 * ASSERTION: rand() gives numbers that differ and are not negative.
 * SECTION: Functions
 */

#pragma D option quiet

BEGIN
{
	a = rand();
	b = rand();
	c = rand();
	printf("%d\n", a >= 0 && b >= 0 && c >= 0);
	printf("%d\n", a != b || b != c);
	exit(0);
}
