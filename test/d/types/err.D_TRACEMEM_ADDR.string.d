/* ASSERTION: tracemem() takes an address. */
BEGIN
{
	tracemem("text", 4);
}
