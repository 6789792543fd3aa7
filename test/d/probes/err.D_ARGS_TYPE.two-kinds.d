/* ASSERTION: The probes of a clause agree on the type. */
timer:::create, abort:::create
{
	trace(args[0]->id);
}
