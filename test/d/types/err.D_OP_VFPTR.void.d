/* ASSERTION: A void * has no steps. */
void *p;

BEGIN
{
	p++;
}
