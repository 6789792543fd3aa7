/* ASSERTION: An array has so many keys and no more. */
int a[...];

BEGIN
{
}
