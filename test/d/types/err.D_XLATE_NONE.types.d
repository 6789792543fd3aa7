/* ASSERTION: There has to be a translator. */
struct in { int i; } v;
struct out { int a; };

BEGIN
{
	trace(xlate < struct out > (v).a);
}
