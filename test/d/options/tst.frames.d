/*
 * ASSERTION: stackframes, ustackframes and jstackframes are the frames of a stack that names no number, maxframes is the most.
 * SECTION: Options
 * @@trigger: aborts
 */

#pragma D option quiet
#pragma D option stackframes=1
#pragma D option ustackframes=1
#pragma D option jstackframes=1
#pragma D option stackindent=2

abort:controller:signal:fire
/seen++ == 0/
{
	stack();
	ustack();
	jstack();
}
