/* ASSERTION: A bit-field has no address. */
struct flags {
	int low : 4;
} v;

BEGIN
{
	p = &v.low;
}
