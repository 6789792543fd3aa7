/*
 * ASSERTION: printdepth concerns JavaScript values: structures are printed to their end.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option printdepth=1

struct inner {
	int n;
};
struct outer {
	struct inner in;
} v[1];

BEGIN
{
	v[0].in.n = 7;
	print(&v[0]);
	exit(0);
}
