/*
 * ASSERTION: dynvarsize counts in D's sizes: 20 bytes for an int under an int. What finds no room ends its clause
 * and is counted; what is deleted is room again.
 * SECTION: Execution
 * @@args: -x droptags -x dynvarsize=40
 */

#pragma D option quiet

BEGIN
{
	a[1] = 1;
	a[2] = 2;
	a[3] = 3;
	printf("not reached");
}

BEGIN
{
	a[1] = 0;
	a[4] = 4;
	printf("%d %d %d %d\n", a[1], a[2], a[3], a[4]);
	exit(0);
}
