/* ASSERTION: A member that the translator leaves out cannot be read. */
struct in { int i; } v;
struct out { int a, b; };

translator struct out < struct in v > {
	a = v.i;
};

BEGIN
{
	trace(xlate < struct out > (v).b);
}
