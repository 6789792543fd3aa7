/*
 * ASSERTION: verbose is -S: the JavaScript that the program became, a line for each clause before it.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option verbose

BEGIN
{
	exit(0);
}

tick-1s, END
{
}
