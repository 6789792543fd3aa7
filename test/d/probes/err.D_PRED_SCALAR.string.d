/* ASSERTION: A predicate is a number. */
BEGIN
/"yes"/
{
}
