/*
 * ASSERTION: A string is empty before it is stored; NULL is a bad address for a subroutine.
 * SECTION: Execution
 */

#pragma D option quiet

string s;

BEGIN
{
	printf("[%s]\n", s);
}

BEGIN
{
	printf("%d\n", strlen(strstr("abc", "x")));
}

BEGIN
{
	exit(0);
}
