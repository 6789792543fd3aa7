/* ASSERTION: Members need a definition. */
struct nowhere *p;

BEGIN
{
	trace(p->x);
}
