/* ASSERTION: It declares nothing. */
int;

BEGIN
{
}
