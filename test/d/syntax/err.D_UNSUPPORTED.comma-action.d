/* ASSERTION: An action is a statement of its own. */
BEGIN
{
	trace(1), trace(2);
}
