/* ASSERTION: Functions of other languages have names in D. */
BEGIN
{
	println("x");
	@a = average(1);
	@b = Count();
	@c = quantise(1);
}
