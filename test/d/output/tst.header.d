/*
 * ASSERTION: The header comes with the first record, if that is not quiet, and only once; an empty clause, exit() and
 * printf() are records, a clause that only stores is none.
 * SECTION: Output
 */

BEGIN
{
	x = 1;
	@ = count();
}

BEGIN
{
}

BEGIN
{
	printf("text");
}

BEGIN
{
	setopt("quiet");
}

BEGIN
{
}

BEGIN
{
	setopt("quiet", "no");
}

BEGIN
{
	trace(x);
	exit(0);
}
