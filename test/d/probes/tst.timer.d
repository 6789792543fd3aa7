/*
 * ASSERTION: timer probes see delays and clears.
 * SECTION: Probes
 * @@trigger: timers
 */

#pragma D option quiet

timer::setTimeout:create
/args[0]->delayMs == 7 || args[0]->delayMs == 60000/
{
	@created[args[0]->delayMs] = count();
}

timer::setTimeout:clear
/args[0]->delayMs == 60000/
{
	@cleared[args[0]->delayMs] = count();
}
