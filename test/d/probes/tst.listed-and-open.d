/*
 * ASSERTION: A description with globs matches every probe that fits.
 * SECTION: Probes
 * @@trigger: aborts
 */

#pragma D option quiet

abort:*:signal:fi*e
{
	@[probemod, probename] = count();
}
