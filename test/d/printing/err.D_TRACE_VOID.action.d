/* ASSERTION: An action has no value. */
BEGIN
{
	trace(trace(1));
}
