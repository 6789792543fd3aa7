/* ASSERTION: An action is no value. */
BEGIN
{
	1 ? trace(1) : trace(2);
}
