/* ASSERTION: A structure cannot hold itself. */
struct s {
	struct s inner;
};

BEGIN
{
}
