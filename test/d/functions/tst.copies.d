/*
 * ASSERTION: copyinto(), copyout() and copyoutstr() copy between what alloca() gave and variables in memory.
 * SECTION: Functions
 * @@args: -w
 */

#pragma D option quiet

char from[8];
char to[8];

BEGIN
{
	from[0] = 'a';
	from[1] = 'b';
	from[2] = 'c';
	p = (char *)alloca(4);
	copyinto((uintptr_t)&from[0], 3, p);
	printf("%c%c%c\n", p[0], p[1], p[2]);
	p[0] = 'x';
	copyout(p, (uintptr_t)&to[0], 2);
	printf("%c%c %d\n", to[0], to[1], to[2]);
	copyoutstr("signal", (uintptr_t)&to[0], 4);
	printf("%c%c%c%c %d\n", to[0], to[1], to[2], to[3], to[4]);
	exit(0);
}
