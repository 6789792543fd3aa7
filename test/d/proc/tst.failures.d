/*
 * ASSERTION: proc tells warnings, uncaught errors, rejections that nobody handled, and the exit, with name, message and code.
 * SECTION: Probes
 * @@trigger: failures
 */

#pragma D option quiet

proc:::warning
/args[0]->code == "W1"/
{
	printf("%s %s: %s, handled %d\n", probename, args[0]->name, args[0]->message, args[0]->handled);
}

proc:::unhandled,
proc:::rejection-handled
{
	printf("%s %d %s: %s %s\n", probename, args[0]->id, args[0]->name, args[0]->message, args[0]->code);
}

proc:::uncaught
{
	printf("%s \"%s\": %s, %s, handled %d\n", probename, args[0]->name, args[0]->message, args[0]->origin,
	    args[0]->handled);
}

proc:::exit
{
	printf("exit %d\n", arg0);
}
