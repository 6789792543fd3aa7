/*
 * errsnoop: warnings, unhandled rejections and uncaught errors as they happen
 *
 * Prints each, whether or not the application listens for them.
 *
 * Example:
 *   ntrace run errsnoop -p 4242
 *   ntrace run errsnoop -p 4242 --duration 10m
 *
 * Reading:
 *   HANDLED 1 means that a listener of the application took it: process.on('unhandledRejection') and
 *   the like hide errors from the log, not from this. An AbortError that is unhandled is a
 *   cancellation whose promise nobody awaits. Rejections that are handled late show a second
 *   time, as rejection-handled.
 */
#pragma D option quiet

BEGIN
{
	printf("%-18s %-7s %-28s %-24s %s\n", "KIND", "HANDLED", "NAME", "CODE", "MESSAGE");
}

proc:::warning, proc:::uncaught, proc:::unhandled, proc:::rejection-handled
{
	printf("%-18s %-7d %-28s %-24s %s\n", probename, args[0]->handled, args[0]->name, args[0]->code,
	    args[0]->message);
	@count[probename, args[0]->name] = count();
}

END
{
	printf("\n");
	printa("  %-18s %-28s %@8d\n", @count);
}
