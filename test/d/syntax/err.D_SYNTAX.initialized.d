/* ASSERTION: A declaration has no value, an inline has one. */
int x = 5;
inline int y;
inline z = 1;
BEGIN
{
	trace(x + y + z);
}
