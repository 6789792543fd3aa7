/*
 * ASSERTION: A speculation lives until END: what END commits comes before what it prints; what nobody commits is
 * dropped without a word.
 * SECTION: Speculation
 */

#pragma D option quiet
#pragma D option nspec=2

BEGIN
{
	a = speculation();
	b = speculation();
}

BEGIN
{
	speculate(a);
	printf("committed by END\n");
}

BEGIN
{
	speculate(b);
	printf("never committed\n");
}

BEGIN
{
	printf("BEGIN\n");
	exit(0);
}

END
{
	commit(a);
}

END
{
	printf("END\n");
}
