/* ASSERTION: A bit-field has no offset. */
struct s {
	int a : 3;
};

BEGIN
{
	trace(offsetof(struct s, a));
}
