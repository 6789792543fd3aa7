/* ASSERTION: An associative array cannot be a member. */
struct s {
	int a[string];
};

BEGIN
{
}
