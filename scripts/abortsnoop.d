/*
 * abortsnoop: every abort as it happens: when, where from, why, how many it reached
 *
 * Prints a line for each AbortSignal that fires, once its listeners have run.
 *
 * Options:
 *   --origin TEXT  only signals of this origin: controller, timeout, any, request, foreign
 *
 * Example:
 *   ntrace run abortsnoop -p 4242
 *   ntrace run abortsnoop -p 4242 --origin timeout
 *
 * Reading:
 *   AGE is the time since the signal was made, -1 ms for one that is older than the trace. HEARD
 *   counts the abort listeners that ran, THREW those that threw. Nobody hears a timeout whose work
 *   was done before, nor a signal that only others depend on (AbortSignal.any). A controller that
 *   nobody hears, alone, is suspicious: its signal was not passed on, or is only polled.
 *
 *   A signal of AbortSignal.any has a line of its own, after that of the signal that made it fire.
 */
#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("%-8s %6s %-10s %8s %5s %5s  %s\n", "TIME", "SIGNAL", "ORIGIN", "AGE", "HEARD", "THREW", "REASON");
	start = timestamp;
}

abort:::fired
/$$1 == "" || args[0]->origin == $$1/
{
	printf("%5d ms %6d %-10s %5d ms %5d %5d  %s\n", (timestamp - start) / 1000000, args[0]->id,
	    args[0]->origin, args[0]->ageMs, args[1], args[2], args[0]->reason);
}
