/* ASSERTION: One translator between two types. */
struct in { int i; };
struct out { int a; };

translator struct out < struct in *v > { a = v->i; };
translator struct out < struct in *w > { a = w->i + 1; };

BEGIN
{
}
