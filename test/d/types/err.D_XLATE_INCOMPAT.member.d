/* ASSERTION: A translation has the type of its member. */
struct in { int i; };
struct out { char *text; };

translator struct out < struct in *v > {
	text = v->i;
};

BEGIN
{
}
