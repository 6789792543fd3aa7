/* ASSERTION: One type. */
int char x;

BEGIN
{
}
