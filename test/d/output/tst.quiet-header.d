/*
 * ASSERTION: When the first record was quiet, no header comes later.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	setopt("quiet", "no");
}

BEGIN
{
	trace(1);
	exit(0);
}
