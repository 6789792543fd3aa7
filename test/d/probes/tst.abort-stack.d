/*
 * ASSERTION: ustack() names function, file, line and column, without frames of Node or of ntrace.
 * SECTION: Probes
 * @@trigger: aborts
 */

#pragma D option quiet

abort:controller:signal:fire
{
	@[ustack(2)] = count();
}
