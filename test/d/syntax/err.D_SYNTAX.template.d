/* ASSERTION: A template string is one mistake. */
BEGIN
{
	printf(`pid ${pid}\n`);
	trace(1);
}
