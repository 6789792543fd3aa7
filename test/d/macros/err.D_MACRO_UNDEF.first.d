/* ASSERTION: $1 needs an argument. */
BEGIN
{
	trace($1);
}
