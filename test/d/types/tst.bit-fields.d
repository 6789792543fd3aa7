/* ASSERTION: Bit-fields keep their neighbours, wrap at their width and have a sign. */
#pragma D option quiet

struct flags {
	int low : 3;
	unsigned int mid : 7;
	long wide : 35;
	char last;
} f;

BEGIN
{
	f.low = 5; f.mid = 200; f.wide = -1; f.last = 7;
	printf("%d %d %d %d, %d bytes\n", f.low, f.mid, f.wide, f.last, sizeof(f));
	f.wide = 0x3ffffffff;
	f.mid++;
	printf("%d %d %d %d\n", f.low, f.mid, f.wide, f.last);
	self->f = f;
	self->f.low = 3;
	printf("%d %d\n", self->f.low, self->f.wide);
	exit(0);
}
