/* ASSERTION: void stands alone. */
int f(int, void);

BEGIN
{
}
