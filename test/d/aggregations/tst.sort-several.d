/*
 * ASSERTION: aggsortpos chooses by which of several aggregations rows are sorted, aggsortkeypos by which key;
 * one past the end counts as the first; several aggregations at the end come in order, in reverse with aggsortrev.
 * SECTION: Aggregations
 */

#pragma D option quiet

BEGIN
{
	@a["x", 3] = sum(1); @b["x", 3] = sum(30);
	@a["y", 1] = sum(2); @b["y", 1] = sum(10);
	@a["z", 2] = sum(2); @b["z", 2] = sum(20);
	printa("%s%d:%@d/%@d ", @a, @b); printf("\n");
	setopt("aggsortpos", "1");
	printa("%s%d:%@d/%@d ", @a, @b); printf("\n");
	setopt("aggsortpos", "2");
	printa("%s%d:%@d/%@d ", @a, @b); printf("\n");
	setopt("aggsortrev");
	printa("%s%d:%@d/%@d ", @a, @b); printf("\n");
	setopt("aggsortkey");
	printa("%s%d:%@d/%@d ", @a, @b); printf("\n");
	setopt("aggsortkeypos", "1");
	printa("%s%d:%@d/%@d ", @a, @b); printf("\n");
	setopt("aggsortrev", "no");
	printa("%s%d:%@d/%@d ", @a, @b, @a); printf("\n");
	setopt("aggsortkeypos", "7");
	printa("%s%d:%@d ", @a); printf("\n");
	@c = count();
	@d = max(4);
	setopt("aggsortrev");
	exit(0);
}
