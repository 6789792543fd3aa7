/* ASSERTION: A character is a number. */
BEGIN
{
	printf('hello');
}
