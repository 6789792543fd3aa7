/* ASSERTION: A structure is no integer. */
struct s { int x; } v;

BEGIN
{
	trace((int)v);
}
