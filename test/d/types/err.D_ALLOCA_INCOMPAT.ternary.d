/* ASSERTION: A variable cannot hold what may or may not come from alloca(). */
int *q;

BEGIN
{
	p = (int *)alloca(4);
	q = p == NULL ? (int *)64 : p;
}
