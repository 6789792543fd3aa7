/*
 * ASSERTION: What follows speculate() is kept back until commit(), in the order of commits, and gone with discard().
 * SECTION: Speculation
 */

#pragma D option quiet
#pragma D option nspec=3

BEGIN
{
	a = speculation();
	b = speculation();
	c = speculation();
	printf("ids %d %d %d\n", a, b, c);
}

BEGIN
{
	speculate(a);
	printf("first of a\n");
}

BEGIN
{
	speculate(b);
	printf("only one of b\n");
}

BEGIN
{
	speculate(c);
	printf("never seen\n");
}

BEGIN
{
	speculate(a);
	printf("second of a\n");
}

BEGIN
{
	printf("not speculative\n");
}

BEGIN
{
	commit(b);
	discard(c);
	commit(a);
	commit(a);
}

BEGIN
{
	printf("free again: %d\n", speculation());
	exit(0);
}
