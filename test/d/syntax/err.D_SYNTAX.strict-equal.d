/* ASSERTION: Equality has two characters, and what follows is read. */
BEGIN
/pid === 1/
{
	x = pid !== 2 ? 1 : 0;
}
