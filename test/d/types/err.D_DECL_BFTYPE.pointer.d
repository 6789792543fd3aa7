/* ASSERTION: Bit-fields are integers. */
struct s {
	int *a : 3;
};

BEGIN
{
}
