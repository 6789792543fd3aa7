/* ASSERTION: void is no key. */
int a[void];

BEGIN
{
}
