/* ASSERTION: The record has no such member. */
timer::setTimeout:fire
{
	trace(args[0]->dealyMs);
}
