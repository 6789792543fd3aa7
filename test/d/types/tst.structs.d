/* ASSERTION: Structures are laid out, read, stored and copied as in C, whatever holds them. */
#pragma D option quiet

struct point { int x, y; };
struct shape {
	char name[6];
	struct point at;
	union { uint32_t word; uint8_t bytes[4]; } u;
	short last;
};

struct shape a, b;
this struct shape t;

BEGIN
{
	a.name[0] = 'h'; a.name[1] = 'i';
	a.at.x = 3; a.at.y = -4;
	a.u.word = 0x01020304;
	a.last = 70000;
	printf("%d %d %d %d\n", sizeof(a), offsetof(struct shape, at), offsetof(struct shape, u), offsetof(struct shape, last));
	printf("%s %d %d %d %d\n", a.name, a.at.x, a.at.y, a.u.bytes[0], a.last);

	this->t = a;
	b = this->t;
	b.at.y++;
	self->s = b;
	self->s.at.x = 30;
	map["k"] = self->s;
	map["k"].u.bytes[3] = 255;
	printf("%d %d %d %x %d\n", b.at.y, self->s.at.x, map["k"].at.x, map["k"].u.word, map["none"].at.x);
	printf("%d %d\n", a.at.y, self->s.u.bytes[3]);
}

BEGIN
{
	printf("%d\n", this->t.at.x);
	self->s = 0;
	printf("%d\n", self->s.at.x);
	seen[a.at] = 1;
	seen[b.at]++;
	this->t.at = b.at;
	printf("%d %d\n", seen[this->t.at], seen[a.at]);
	trace(a.at);
	exit(0);
}

ERROR
{
	exit(1);
}
