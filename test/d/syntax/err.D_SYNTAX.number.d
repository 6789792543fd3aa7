/* ASSERTION: A number that runs into a word is none. */
BEGIN
{
	x = 10n;
	y = 1_000;
	z = 0xg;
	trace(x + y + z);
}
