/*
 * ASSERTION: raise() sends a signal to the process that is traced; a number that is none is an illegal operation.
 * SECTION: Execution
 * @@args: -w
 * @@trigger: signals
 * @@unordered
 */

#pragma D option quiet

timer::setTimeout:create
/args[0]->delayMs == 41/
{
	raise(SIGWINCH);
}

timer::setTimeout:create
/args[0]->delayMs == 42/
{
	raise(999);
	printf("not reached");
}

timer::setTimeout:create
/args[0]->delayMs == 43/
{
	exit(0);
}
