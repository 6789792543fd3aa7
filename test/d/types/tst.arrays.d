/* ASSERTION: Fixed arrays have bounds, dimensions, and addresses of elements. */
#pragma D option quiet

int a[4];
short m[3][2];
self int s[3];
char text[8];

BEGIN
{
	i = 2;
	a[i] = 9; a[i - 1] += 4; a[3]--;
	m[2][1] = 7; m[1][0] = 5;
	self->s[i] = 11; self->s[0] = 1;
	printf("%d %d %d %d %d %d %d\n", a[0], a[1], a[2], a[3], m[2][1], m[i - 1][0], self->s[2]);
	printf("%d %d %d\n", sizeof(a), sizeof(m), sizeof(m[0]));
	p = &a[1];
	printf("%d %d %d\n", *p, p[1], *(p - 1));
	p++;
	*p *= 2;
	printf("%d %d\n", a[2], p - &a[0]);
	text[0] = 111; text[1] = 107;
	trace(text); trace("\n");
	printf("%s %d\n", strjoin(text, "!"), strlen(text));
}

BEGIN
{
	i = 4;
	trace(a[i]);
}

BEGIN
{
	exit(0);
}

ERROR
{
	printf("fault %d at %d\n", arg4, arg5);
}
