/* ASSERTION: An action is no key. */
BEGIN
{
	@[trace(1)] = count();
}
