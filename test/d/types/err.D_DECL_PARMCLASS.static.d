/* ASSERTION: Parameters have no storage class. */
int f(static int);

BEGIN
{
}
