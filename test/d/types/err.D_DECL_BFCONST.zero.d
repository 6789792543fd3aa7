/* ASSERTION: A bit-field has a width. */
struct s {
	int a : 0;
};

BEGIN
{
}
