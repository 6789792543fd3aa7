/*
 * ASSERTION: What bpftrace users do to their maps: print() with how many and a divisor, zero(), delete().
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@["a", 1] = sum(3000);
	@["b", 2] = sum(1000);
	@["c", 3] = sum(2000);
	print(@);
	print(@, 2);
	print(@, 1, 1000);
	delete(@["c", 3]);
	delete(@["no such key", 0]);
	print(@);
	zero(@);
	print(@);
	@["c", 3] = sum(5);
	delete(@);
	print(@);
	@["d", 4] = sum(6);
	print(@);
	exit(0);
}
