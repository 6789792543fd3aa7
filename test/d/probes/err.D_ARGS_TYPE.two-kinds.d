/* ASSERTION: The probes of a clause agree on the type. */
job:::start
{
	trace(args[0]);
}
