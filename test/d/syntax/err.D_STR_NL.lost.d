/* ASSERTION: A string that is not closed takes nothing else with it. */
BEGIN
{
	printf("hello\n);
	trace(1);
	printf("%d\n", 1);
}
