/* ASSERTION: An integer is no string. */
BEGIN
{
	printf("%s\n", pid);
	printf("%s\n", 'a');
}
