/*
 * ASSERTION: tregs=N lets an array have N + 1 keys.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option tregs=9

BEGIN
{
	a[1, 2, 3, 4, 5, 6, 7, 8, 9, 10] = 11;
	printf("%d\n", a[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	exit(0);
}
