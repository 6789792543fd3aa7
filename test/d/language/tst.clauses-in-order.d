/*
 * ASSERTION: Clauses of one probe run in the order of the text; a description may be named twice.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN, BEGIN
{
	printf("%d ", ++n);
}

BEGIN
{
	printf("last\n");
	exit(0);
}
