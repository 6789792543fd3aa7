/* ASSERTION: char pointers, char arrays and strings take each other's place. */
#pragma D option quiet

char *p;
char buf[16];
struct { string name; int n; } named;

BEGIN
{
	p = "hello";
	printf("%s %c %c %s\n", stringof(p), *p, p[4], stringof(p + 2));
	s = p;
	printf("%s %d %d\n", stringof(s), s == p, p == "hello");
	printf("%s %s\n", strjoin(p, " there"), basename("/a/b") + 0);
	t = "abcdef";
	printf("%s %c\n", t + 3, t[1]);
	named.name = "node";
	named.n = 20;
	printf("%s %d %d\n", named.name, named.n, sizeof(named));
	buf[0] = p[0]; buf[1] = 105;
	printf("%s %d\n", buf, index(buf, "i"));
	exit(0);
}

ERROR
{
	exit(1);
}
