/*
 * ASSERTION: A place in the code can be kept, and given back: assigning 0 takes it out of its storage.
 * SECTION: Variables
 */

#pragma D option quiet

BEGIN
{
	where[1] = ucaller;
	where[1] = 0;
	self->where = ucaller;
	self->where = 0;
	printf("[%A] [%A] %d\n", where[1], self->where, where[1] ? 1 : 0);
	exit(0);
}
