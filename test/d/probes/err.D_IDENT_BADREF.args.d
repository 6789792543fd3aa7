/* ASSERTION: args is an array. */
timer::setTimeout:fire
{
	trace(args.delay);
	trace(args->lateness);
}
