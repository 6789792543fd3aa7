/* ASSERTION: A predicate stands before the body. */
BEGIN
{
	trace(1);
}
/pid == 1/
