/* ASSERTION: One storage class. */
self this int x;

BEGIN
{
}
