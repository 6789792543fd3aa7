/* ASSERTION: print() needs to know what it prints. */
struct nowhere *p;

BEGIN
{
	print(p);
}
