/*
 * ASSERTION: stack(), ustack(), jstack() and, as in bpftrace, kstack() are the JavaScript stack of the firing.
 * SECTION: Functions
 * @@trigger: aborts
 */

#pragma D option quiet

abort:controller:signal:fire
/seen++ == 0/
{
	stack(1);
	ustack(1);
	jstack(1);
	kstack(1);
}
