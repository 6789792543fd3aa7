/* ASSERTION: tracemem() shows bytes, as many as asked for and no more than there are to be shown. */
#pragma D option quiet

int a[5];

BEGIN
{
	a[0] = 0x44434241;
	a[4] = -1;
	n = 6;
	tracemem(&a[0], 20);
	tracemem(&a[0], 20, n);
	exit(0);
}
