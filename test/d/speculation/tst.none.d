/*
 * ASSERTION: speculation() gives 0 when nspec are active, and counts it; 0 and numbers that nobody has are no
 * speculations: a clause ends at speculate(), commit() and discard() do nothing.
 * SECTION: Speculation
 * @@args: -x droptags
 */

#pragma D option quiet

BEGIN
{
	one = speculation();
	two = speculation();
	three = speculation();
	printf("%d %d %d\n", one, two, three);
	reached = 0;
}

BEGIN
{
	reached++;
	speculate(two);
	reached++;
	printf("never seen");
}

BEGIN
{
	speculate(-1);
	reached++;
}

BEGIN
{
	commit(two);
	discard(two);
	discard(one);
	commit(one);
	reached++;
}

BEGIN
{
	printf("reached %d\n", reached);
	exit(0);
}
