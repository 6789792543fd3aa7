/* ASSERTION: An array has keys. */
int a[];

BEGIN
{
}
