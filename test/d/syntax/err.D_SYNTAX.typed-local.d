/* ASSERTION: A type belongs to a declaration, before the clauses. */
BEGIN
{
	int x = 1;
	trace(x);
}
