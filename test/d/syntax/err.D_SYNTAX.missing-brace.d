/* ASSERTION: A clause that is not closed ends where the next one begins. */
BEGIN
{
	x = 1;

tick-1s
/x > 0/
{
	trace(x);
}
