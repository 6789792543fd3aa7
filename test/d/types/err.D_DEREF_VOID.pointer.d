/* ASSERTION: What a void * leads to has no type. */
void *p;

BEGIN
{
	trace(*p);
}
