/* ASSERTION: A record is read by its members. */
timer::setTimeout:fire
{
	@[args[0]] = count();
}
