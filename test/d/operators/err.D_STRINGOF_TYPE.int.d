/* ASSERTION: lltostr gives digits. */
BEGIN
{
	trace(stringof(1));
}
