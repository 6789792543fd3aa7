/*
 * ASSERTION: speculate() in a branch holds to the end of the branch; the clause's other records are its own.
 * SECTION: Speculation
 */

#pragma D option quiet

BEGIN
{
	s = speculation();
	n = 0;
}

BEGIN, BEGIN
{
	if (n++ == 0) {
		speculate(s);
		printf("speculative %d\n", n);
	} else {
		printf("at once %d\n", n);
	}
	printf("behind %d\n", n);
}

BEGIN
{
	if (n == 2) {
		commit(s);
	}
}

BEGIN
{
	exit(0);
}
