/*
 * ASSERTION: abort:::fire counts every abort by origin, in a process that ntrace started.
 * SECTION: Probes
 * @@trigger: aborts
 */

#pragma D option quiet

abort:::fire
{
	@[args[0]->origin] = count();
}
