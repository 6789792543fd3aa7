/*
 * ASSERTION: arg0 to arg9 are 0 where a probe has no arguments; ERROR has five behind the first.
 * SECTION: Variables
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d %d\n", arg0, arg1, arg2, arg3, arg4);
	printf("%d %d %d %d %d\n", arg5, arg6, arg7, arg8, arg9);
}

BEGIN
{
	zero = 0;
	trace(1 / zero);
}

ERROR
{
	printf("probe %d, offset %d, fault %d, address %d\n", arg1, arg3 > 0, arg4, arg5);
	exit(0);
}
