/*
 * ASSERTION: toupper() and tolower() change ASCII letters and nothing else.
 * SECTION: Functions
 */

#pragma D option quiet

BEGIN
{
	printf("%s %s\n", toupper("Aborted-1 ~"), tolower("Aborted-1 ~"));
	printf("%s %s\n", toupper("é"), tolower("É"));
	exit(0);
}
