/* ASSERTION: A structure is defined once. */
struct s {
	int x;
};
struct s {
	int y;
};

BEGIN
{
}
