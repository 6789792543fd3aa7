/*
 * ASSERTION: setopt() changes the output from its record on.
 * SECTION: Output
 */

BEGIN
{
	trace("loud");
}

BEGIN
{
	setopt("quiet");
	trace("quiet");
	exit(0);
}
