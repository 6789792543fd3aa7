/* ASSERTION: What is nearly right is named. */
BEGIN
{
	self->start = timestmp;
	trace(execName);
	trace(timestamp - self->strat);
	trace(start);
	trace(ustack);
}
