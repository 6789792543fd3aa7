/*
 * ASSERTION: Comparisons are 0 or 1, of numbers with their sign and of strings by bytes.
 * SECTION: Operators
 */

#pragma D option quiet

BEGIN
{
	printf("%d%d%d%d%d%d\n", 1 < 2, 1 <= 2, 1 > 2, 1 >= 2, 1 == 2, 1 != 2);
	printf("%d%d%d%d%d%d\n", 2 < 2, 2 <= 2, 2 > 2, 2 >= 2, 2 == 2, 2 != 2);
	printf("%d%d%d%d%d%d\n", -1 < 2, -1 <= 2, -1 > 2, -1 >= 2, -1 == 2, -1 != 2);
	printf("%d%d%d%d%d%d\n", "a" < "b", "a" <= "b", "a" > "b", "a" >= "b", "a" == "b", "a" != "b");
	printf("%d %d\n", 0xffffffffffffffff > 1, -1 > 1);
	exit(0);
}
