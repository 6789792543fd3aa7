/*
 * ASSERTION: if and else choose between statements, braces optional, nested and chained.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN
{
	x = 2;
	if (x == 1) printf("one\n");
	else if (x == 2) { printf("two\n"); y = 5; }
	else printf("many\n");
	if (y > 4) { if (x == 2) { printf("inner\n"); } } else { printf("no\n"); }
	exit(0);
}
