/*
 * ASSERTION: printf(): flags, widths, precisions; signs and sizes come from the arguments.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	printf("[%d] [%5d] [%-5d] [%05d] [%+d]\n", -1, 42, 42, 42, 42);
	printf("[%u] [%u] [%x] [%X] [%#x] [%o]\n", (char)-1, -1, 255, 255, 255, 8);
	printf("[%s] [%6s] [%-6s] [%.2s] [%c] [%%]\n", "abc", "abc", "abc", "abc", 'z');
	printf("[%*d] [%-*d] [%.*s]\n", 6, 1, 6, 2, 1, "xyz");
	printf("[%S]\n", "tab\there");
	exit(0);
}
