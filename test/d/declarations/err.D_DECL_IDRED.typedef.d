/* ASSERTION: Defined once. */
typedef int t;
typedef long t;

BEGIN
{
}
