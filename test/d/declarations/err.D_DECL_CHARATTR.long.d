/* ASSERTION: A char has one width. */
long char x;

BEGIN
{
}
