/* ASSERTION: A variable holds either pointers of alloca() or others. */
int a[4];

BEGIN
{
	p = (int *)alloca(4);
	p = &a[1];
}
