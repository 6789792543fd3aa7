/* ASSERTION: Only what a variable leads to is written to. */
BEGIN
{
	*(int *)alloca(4) = 1;
}
