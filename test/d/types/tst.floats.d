/* ASSERTION: Floating-point values are copied and printed wherever they lie: memory, self->, arrays, variables. */
#pragma D option quiet

struct s {
	long double l;
	double d;
	float f;
	int y;
};

union u {
	double d;
	uint64_t n;
} u;

struct s w;
self struct s t;
this struct s m;
double a[int];
double g;
double array[4];

BEGIN
{
	w.y = 7;
	u.n = 0xbff8000000000000;
	self->t.d = u.d;
	self->t.y = 3;
	a[1] = self->t.d;
	g = a[1];
	this->m.d = g;
	w.l = this->m.d;
	array[2] = w.l;
	self->t.l = array[2];
	w.f = self->t.l;
	w.d = a[9];
	printf("%f %f %f %f %f %d\n", self->t.d, g, w.l, array[2], self->t.l, self->t.y);
	printf("%f %f %d\n", w.f, w.d, w.y);
	exit(0);
}

ERROR
{
	exit(1);
}
