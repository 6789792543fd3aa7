/* ASSERTION: Brackets hold a key. */
BEGIN
{
	a[] = 1;
	@[] = count();
}
