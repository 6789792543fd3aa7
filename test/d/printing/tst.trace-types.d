/*
 * ASSERTION: trace() has a column for each type; in quiet mode the bare value.
 * SECTION: Output
 */

BEGIN
{
	trace((char)-1); trace((short)-1); trace(-1); trace((long)-1);
	trace((unsigned char)-1); trace((unsigned short)-1); trace((unsigned int)-1); trace((unsigned long)-1);
	trace("text"); trace(probename); trace(NULL);
}

BEGIN
{
	setopt("quiet");
}

BEGIN
{
	trace((char)-1); trace((unsigned long)-1); trace("text"); trace("more");
	exit(0);
}
