/*
 * ASSERTION: gc:v8:KIND:done tells the kind of a collection, whether it was asked for, and how long it took.
 * SECTION: Probes
 * @@trigger: collections
 */

#pragma D option quiet

gc:v8:mark-sweep:done
/args[0]->forced && arg1 > 0 && arg1 == args[0]->durationNs/
{
	@[args[0]->kind, arg0] = count();
}
