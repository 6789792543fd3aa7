/* ASSERTION: A dimension is positive. */
int a[-1];

BEGIN
{
}
