/* ASSERTION: A slash ends the predicate, in a comment too. */
BEGIN
/pid > 10 // slow
/
{
	trace(1);
}
