/* ASSERTION: A translator computes members, one by one or as a whole, its parameter once. */
#pragma D option quiet

struct raw { int a, b; };
struct shown { int sum; string text; struct raw inner; int none; };

translator struct shown < struct raw *r > {
	sum = r->a + r->b;
	text = r->a > 1 ? "many" : "few";
	inner = *r;
};
translator struct shown < int n > {
	sum = n + n;
	text = lltostr(n);
};

struct raw v;
struct raw *p;
struct shown s;
inline struct shown both = xlate < struct shown > (21);

BEGIN
{
	p = (struct raw *)alloca(sizeof(struct raw));
	p->a = 3; p->b = 4;
	printf("%d %s\n", xlate < struct shown > (p).sum, xlate < struct shown * > (p)->text);
	s = xlate < struct shown > (p);
	printf("%d %s %d %d\n", s.sum, s.text, s.inner.b, s.none);
	i = 5;
	printf("%d %d\n", xlate < struct shown > (i++).sum, i);
	printf("%d %s\n", both.sum, both.text);
	exit(0);
}

ERROR
{
	exit(1);
}
