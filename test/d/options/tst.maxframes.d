/*
 * ASSERTION: No stack has more than maxframes frames, whatever it asks for.
 * SECTION: Options
 * @@trigger: aborts
 */

#pragma D option quiet
#pragma D option maxframes=1

abort:controller:signal:fire
/seen++ == 0/
{
	ustack(50);
}
