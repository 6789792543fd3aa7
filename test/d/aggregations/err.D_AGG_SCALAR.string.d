/* ASSERTION: A number is wanted. */
BEGIN
{
	@a = sum("one");
}
