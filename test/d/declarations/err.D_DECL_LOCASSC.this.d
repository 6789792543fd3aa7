/* ASSERTION: this-> holds scalars. */
this int a[int];

BEGIN
{
}
