/* ASSERTION: Pointers compare, step by the size of their target, and fault outside of memory. */
#pragma D option quiet

struct node { int value; struct node *next; } nodes[3];
struct node *head;

BEGIN
{
	nodes[0].value = 1; nodes[0].next = &nodes[1];
	nodes[1].value = 2; nodes[1].next = &nodes[2];
	nodes[2].value = 3;
	head = &nodes[0];
	printf("%d %d %d\n", head->value, head->next->value, head->next->next->value);
	printf("%d %d %d\n", head->next == &nodes[1], head < head->next, nodes[2].next == NULL);
	printf("%d %d\n", (int)(uintptr_t)(head + 2) - (int)(uintptr_t)head, (head + 2)->value);
	head->next->value = 20;
	printf("%d %s\n", nodes[1].value, head->next->next->next == 0 ? "end" : "more");
}

BEGIN
{
	trace(head->next->next->next->value);
}

BEGIN
{
	p = (int *)0x4000;
	trace(*p);
}

BEGIN
{
	c = (char *)&nodes[1];
	q = (int *)(c + 1);
	trace(*q);
}

BEGIN
{
	exit(0);
}

ERROR
{
	printf("fault %d, %s\n", arg4, arg5 < 0x10000 ? "no memory" : "memory");
}
