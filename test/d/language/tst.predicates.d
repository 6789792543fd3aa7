/*
 * ASSERTION: A clause runs where its predicate holds; a slash divides elsewhere.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN
/6 / 3 == 2/
{
	printf("holds\n");
}

BEGIN
/0/
{
	printf("never\n");
}

BEGIN
{
	exit(0);
}
