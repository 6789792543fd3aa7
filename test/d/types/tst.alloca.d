/* ASSERTION: alloca() gives zeroed memory until the clause ends, and no more than there is. */
#pragma D option quiet

struct pair { int a; long b; } *p;

BEGIN
{
	p = alloca(sizeof(struct pair));
	p->b = 1234567890123;
	bytes = (char *)alloca(4);
	bcopy("xyz", bytes, 3);
	printf("%d %d %s\n", p->a, p->b, stringof(bytes));
	printf("%d\n", alloca(0) == alloca(0));
	copy = (char *)copyin((uintptr_t)bytes, 2);
	printf("%c%c %s\n", copy[0], copy[1], copyinstr((uintptr_t)bytes));
}

BEGIN
{
	trace(p->b);
}

BEGIN
{
	n = 257;
	alloca(n);
}

BEGIN
{
	bcopy("abc", alloca(2), 20);
}

BEGIN
{
	copyinstr(0x1234);
}

BEGIN
{
	exit(0);
}

ERROR
{
	printf("fault %d\n", arg4);
}
