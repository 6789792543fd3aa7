/*
 * ASSERTION: bufpolicy=ring keeps the newest records, as many as bufsize holds (32 bytes each), and prints them when the
 * trace ends; what END records comes behind them.
 * SECTION: Execution
 * @@args: -x bufpolicy=ring -x bufsize=100
 */

#pragma D option quiet

int n;

BEGIN, BEGIN, BEGIN, BEGIN, BEGIN, BEGIN
{
	printf("%d\n", ++n);
}

BEGIN
{
	exit(0);
}

END
{
	printf("END after %d\n", n);
}
