/*
 * ASSERTION: Without quiet each record names its probe, and trace() fills columns by type and sign.
 * SECTION: Output
 */

BEGIN
{
	trace("text");
	trace(1);
	trace((char)-1);
	trace((unsigned char)255);
	trace(0x7fffffffffffffff);
}

BEGIN
{
}

BEGIN
{
	silent = 1;
}

BEGIN
{
	exit(0);
}
