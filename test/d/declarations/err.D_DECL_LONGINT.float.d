/* ASSERTION: A float has one width. */
long float x;

BEGIN
{
}
