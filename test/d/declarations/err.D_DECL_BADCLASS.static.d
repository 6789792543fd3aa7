/* ASSERTION: D has no static variables. */
static int x;

BEGIN
{
}
