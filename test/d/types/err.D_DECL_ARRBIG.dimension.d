/* ASSERTION: Dimensions have 32 bits. */
int a[4294967296];

BEGIN
{
}
