/* ASSERTION: A bit-field is no wider than its type. */
struct s {
	char a : 9;
};

BEGIN
{
}
