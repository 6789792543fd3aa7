/* ASSERTION: Declarators nest as in C; what extern declares takes no memory. */
#pragma D option quiet

typedef int (*callback_t)(void *, ...);
typedef struct list { struct list *next; callback_t call; } list_t;
extern int huge[100000][100000];
extern struct nobody_knows it;
int *(*table[3])(int);
int (*row)[4];
list_t l;
float f;
long double ld;
union { float f; uint32_t bits; } pun;

BEGIN
{
	pun.bits = 0x40490fdb;
	printf("%d %d %d %d %d\n", sizeof(l), sizeof(table), sizeof(*row), sizeof(callback_t), sizeof(ld));
	printf("%.3f %.1f\n", pun.f, f);
	row = NULL;
	printf("%d\n", row == 0);
	exit(0);
}
