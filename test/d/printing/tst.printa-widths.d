/*
 * ASSERTION: In printa() a star takes a key, for keys and for results; keys may be left over; the result may come
 * first, twice or not at all.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	@[5, "abc"] = sum(-42);
	@[3, "z"] = sum(7);
	printa("[%*s] %@d\n", @);
	printa("[%*@d]\n", @);
	printa("%@d %@5d %@x %d\n", @);
	printa("%@+d %@-5d|%@05d\n", @);
	printa("%-3d|%5s\n", @);
	printa("nothing of it\n", @);
	exit(0);
}
