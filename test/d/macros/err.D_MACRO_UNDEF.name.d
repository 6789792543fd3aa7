/* ASSERTION: Macro variables have fixed names. */
BEGIN
{
	trace($nosuch);
}
