/* ASSERTION: A member ends with a ;, and a definition does. */
struct s {
	int x
};
struct t {
	int y;
}
BEGIN
{
}
