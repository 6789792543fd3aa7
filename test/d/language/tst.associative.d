/*
 * ASSERTION: Associative arrays have keys of any shape; storing 0 deletes, reading what is absent gives 0.
 * SECTION: Language
 */

#pragma D option quiet

BEGIN
{
	seen["a", 1] = 10;
	seen["a", 2] = 20;
	seen["b", 1] += 5;
	seen["a", 1] = 0;
	printf("%d %d %d %d\n", seen["a", 1], seen["a", 2], seen["b", 1], seen["none", 9]);
	names[3] = "three";
	printf("[%s] %d\n", names[3], names[4] == NULL);
	exit(0);
}
