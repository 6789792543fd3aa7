/*
 * ASSERTION: A description that matches nothing is no mistake.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option zdefs

abort:::nosuch
{
}

BEGIN
{
	printf("began\n");
	exit(0);
}
