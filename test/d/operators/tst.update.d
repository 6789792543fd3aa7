/*
 * ASSERTION: ++ and -- before their variable give the new value, behind it the old one.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	x = 5;
	printf("%d", ++x);
	printf(" %d", x++);
	printf(" %d", --x);
	printf(" %d", x--);
	printf(" %d\n", x);
	a["k"]++;
	++self->n;
	printf("%d %d\n", a["k"], self->n);
	exit(0);
}
