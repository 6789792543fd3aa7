/*
 * ASSERTION: A speculation holds specsize bytes, in D's sizes: 16 and 8 for each long. A clause whose record cannot
 * fit ends where it grows too large; one that does not fit any more is dropped as a whole.
 * SECTION: Speculation
 * @@args: -x droptags -x specsize=48
 */

#pragma D option quiet

BEGIN
{
	s = speculation();
	far = 0;
}

BEGIN
{
	speculate(s);
	printf("%d %d %d %d\n", 1ll, 2ll, 3ll, 4ll);
	far = 1;
	trace(5ll);
	far = 2;
}

BEGIN
{
	speculate(s);
	printf("%d %d\n", 1ll, 2ll);
}

BEGIN
{
	speculate(s);
	printf("%d\n", 3ll);
	far = 3;
}

BEGIN
{
	commit(s);
}

BEGIN
{
	printf("far %d\n", far);
	exit(0);
}
