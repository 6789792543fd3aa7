/* ASSERTION: Defined once. */
inline int one = 1;
inline int one = 2;

BEGIN
{
}
