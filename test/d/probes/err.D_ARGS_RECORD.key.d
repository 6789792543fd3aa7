/* ASSERTION: A record is read by its members. */
job:queue:run:start
{
	@[args[0]] = count();
}
