/* ASSERTION: A predicate has two slashes. */
BEGIN
/pid == 1
{
	trace(1);
}
