/* ASSERTION: A predicate does not close inside a bracket. */
BEGIN
/probename[0/
{
	trace(1);
}
