/* ASSERTION: Quotes of a word processor are no quotes. */
BEGIN
{
	printf(“hello\n”);
}
