/*
 * ASSERTION: An operation knows its number, its type and what caused it; a stack has a depth.
 * SECTION: Variables
 * @@trigger: timers
 */

#pragma D option quiet

timer::setTimeout:fire
/seen++ == 0/
{
	printf("%s %d %d\n", asynctype, asyncid > 1, triggerid < asyncid);
	printf("%d\n", stackdepth == ustackdepth);
	printf("%s\n", execname);
}
