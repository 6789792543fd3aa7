/* ASSERTION: tracemem() shows at least one byte. */
int a[4];

BEGIN
{
	tracemem(&a[0], 0);
}
