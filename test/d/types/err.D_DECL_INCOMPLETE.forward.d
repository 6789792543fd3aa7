/* ASSERTION: A variable of a structure needs its definition. */
struct later v;

struct later {
	int x;
};

BEGIN
{
}
