/* ASSERTION: An action has no size. */
BEGIN
{
	trace(sizeof(trace(1)));
}
