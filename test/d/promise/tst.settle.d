/*
 * ASSERTION: promise:OP::settle tells how a combinator was settled and how many of its values were pending then.
 * SECTION: Probes
 * @@trigger: races
 */

#pragma D option quiet

promise:::start
{
	@started[probemod] = count();
	self->began = timestamp;
}

promise:::settle
/self->began != 0 && arg1 > 0 && arg1 / 1000000 <= args[0]->durationMs && args[0]->op == probemod/
{
	@settled[args[0]->op, args[0]->size, args[0]->pendingAtSettle, args[0]->outcome] = count();
}

promise:race::settle
/args[0]->outcome == "fulfilled"/
{
	@at[func(args[0]->site)] = count();
}
