/* ASSERTION: stringof() takes text, and addresses of text. */
struct s { int x; } v;

BEGIN
{
	trace(stringof(v));
}
