/* ASSERTION: A translator computes members that there are. */
struct in { int i; };
struct out { int first; };

translator struct out < struct in *v > {
	frist = v->i;
};

BEGIN
{
}
