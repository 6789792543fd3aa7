/* ASSERTION: print() shows what a pointer leads to: members that are not zero, in their types. */
#pragma D option quiet

enum colour { RED, GREEN = 5 };
struct item {
	int n;
	char name[5];
	enum colour colour;
	unsigned int low : 3;
	union { uint8_t byte; uint64_t word; } u;
	struct { int zero; long deep; } inner;
	short list[3];
	double d;
} v[2];
int plain[2];

BEGIN
{
	v[1].n = -3;
	v[1].name[0] = 111; v[1].name[1] = 107;
	v[1].colour = GREEN;
	v[1].low = 5;
	v[1].u.word = 0x1234;
	v[1].inner.deep = 9;
	v[1].list[1] = 8;
	plain[1] = 77;
	print(&v[1]);
	print(&plain[1]);
	setopt("printsize", "8");
	print(&v[1]);
	exit(0);
}
