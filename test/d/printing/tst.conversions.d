/*
 * ASSERTION: Every conversion of printf(), with flags, widths and precisions, also from arguments.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	c = (char)-2; s = (short)-2; i = -2; l = (long)-2; u = (unsigned int)-2;
	printf("d %d %d %d %d %d\n", c, s, i, l, u);
	printf("i %i %i %i %i %i\n", c, s, i, l, u);
	printf("u %u %u %u %u %u\n", c, s, i, l, u);
	printf("x %x %x %x %x %x\n", c, s, i, l, u);
	printf("X %X %X %X\n", c, s, i);
	printf("o %o %o %o\n", c, s, 8);
	printf("# %#x %#X %#o %#x %#o %#.5o\n", 255, 255, 8, 0, 0, 8);
	printf("p %p %#p %?p\n", (void *)4096, (void *)4096, (void *)4096);
	printf("sizes %hd %ld %lld %hhd %lx %llu\n", s, l, l, c, l, l);
	printf("flags [%+d] [% d] [%+d] [%+u] [%05d] [%-5d] [%-05d] [%0-5d] [%05.3d] [%'d]\n", 5, 5, i, 5, 5, 5, 5, 5, 5, 12345);
	printf("width [%8d] [%*d] [%*d] [%-*d] [%8.3d] [%.*d] [%.0d]\n", 5, 6, 5, -6, 5, 6, 5, 5, 4, 5, 0);
	printf("c [%c] [%3c] [%-3c] [%c] [%lc] [%wc]\n", 'A', 'B', 'C', 0x4142, 'D', 'E');
	printf("C %C%C%C%C%C\n", '\n', '\"', '\\', 'x', (char)200);
	printf("s [%s] [%6s] [%-6s] [%.2s] [%6.2s] [%-*.*s] [%ws] [%ls]\n", "abc", "abc", "abc", "abc", "abc", 6, 1, "abc", "abc", "abc");
	printf("S [%S] [%8S]\n", "tab\there \"quoted\" \001\177", "\n");
	printf("Y %Y [%24Y]\n", (int64_t)0, 86400000000000);
	printf("T %T\n", 86400000000000);
	printf("a %a %A\n", (uint64_t)4096, (uint64_t)4096);
	printf("%% %5s%%\n", "100");
	exit(0);
}
