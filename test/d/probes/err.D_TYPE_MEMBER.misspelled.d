/* ASSERTION: The record has no such member. */
job:queue:run:start
{
	trace(args[0]->knid);
}
