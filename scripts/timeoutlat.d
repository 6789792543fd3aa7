/*
 * timeoutlat: how late timeouts fire, by their delay
 *
 * A timer that is late waited for the event loop. Draws the lateness of setTimeout for each delay.
 *
 * Options:
 *   --min US  only timeouts that are at least so late (default: 0)
 *
 * Example:
 *   ntrace run timeoutlat -p 4242
 *   ntrace run timeoutlat -p 4242 --min 1000
 *
 * Reading:
 *   Values are in microseconds; up to 1000 is normal, as Node counts timers in ms. A second hump
 *   is a loop that is blocked now and then: loopstall names the callback. Timeouts of a deadline
 *   that fire late make requests fail late too.
 */
#pragma D option quiet
#pragma D option defaultargs

inline int least = $1 ? $1 : 0;

BEGIN
{
	printf("Tracing timeouts... Ctrl-C ends it.\n");
}

timer::setTimeout:fire
/args[1] / 1000 >= least/
{
	@["late (us), by delay (ms)", args[0]->delayMs] = quantize(args[1] / 1000);
}
