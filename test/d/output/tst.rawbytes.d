/*
 * ASSERTION: rawbytes prints traced strings as bytes.
 * SECTION: Output
 */

#pragma D option quiet
#pragma D option rawbytes
#pragma D option strsize=20

BEGIN
{
	trace("Node.js\n");
	exit(0);
}
