/*
 * ASSERTION: An older version of D can be asked for, a newer one not.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option version=1.0

BEGIN
{
	printf("D\n");
	exit(0);
}
