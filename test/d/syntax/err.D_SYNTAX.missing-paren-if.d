/* ASSERTION: A condition has parentheses, both of them. */
BEGIN
{
	if pid == 1
		trace(1);
	if (pid == 2 {
		trace(2);
	}
}
