/*
 * ASSERTION: / cuts toward zero; % is the rest of the absolute values, negative where the signs differ.
 * SECTION: Types, Operators, and Expressions/Arithmetic Operators
 */
#pragma D option quiet

BEGIN
{
	x = 19;
	y = 5;
	printf("%d %d %d %d\n", x / y, x / -y, -x / y, -x / -y);
	printf("%d %d %d %d\n", x % y, x % -y, -x % y, -x % -y);
	printf("%d %d %d %d\n", x % 5, x % -5, -x % 5, -19 % -5);
	exit(0);
}
