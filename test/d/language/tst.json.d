/*
 * ASSERTION: json() finds a member of a JSON text by its path, and gives it as it is written; NULL if it is not there.
 * SECTION: Subroutines
 */

#pragma D option quiet

BEGIN
{
	text = "{ \"user\": { \"name\": \"Ada \\\"L\\\"\", \"ids\": [7, 8.5e1, -9] }, \"ok\": true, \"none\": null }";
	printf("[%s] [%s] [%s]\n", json(text, "user.name"), json(text, "user.ids[1]"), json(text, "user.ids"));
	printf("[%s] [%s] %d\n", json(text, "ok"), json(text, "none"), strtoll(json(text, "user.ids[2]")) + 10);
	printf("%d %d\n", json(text, "user.age") == NULL, json(text, "ok.deeper") == NULL);
	printf("[%s]\n", json("[[1, 2], [3, 4]]", "[1][0]"));
	exit(0);
}
