/* ASSERTION: A bit-field has no size. */
struct s {
	int a : 3;
} v;

BEGIN
{
	trace(sizeof(v.a));
}
