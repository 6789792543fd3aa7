/* ASSERTION: Parameters have different names. */
inline int f[int x, int x] = x;

BEGIN
{
}
