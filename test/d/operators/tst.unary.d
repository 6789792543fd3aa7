/*
 * ASSERTION: Unary operators: sign, complement, negation.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	x = 5;
	printf("%d %d %d\n", +x, -x, ~x);
	printf("%d %d %d\n", !x, !0, !!x);
	printf("%d\n", - -x);
	exit(0);
}
