/*
 * ASSERTION: look-ups with a callback and with a promise, those that net makes included; self-> goes from start to end.
 * SECTION: Providers
 * @@trigger: lookups
 */

#pragma D option quiet

dns:::start
{
	self->name = args[0]->name;
}

dns:::done
/self->name == args[0]->name/
{
	@done[probemod, probefunc, args[0]->name, args[0]->address != ""] = count();
}

dns:::error
/self->name == args[0]->name/
{
	@error[probemod, probefunc, args[0]->name, args[0]->code != ""] = count();
}
