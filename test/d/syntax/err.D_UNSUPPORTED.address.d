/* ASSERTION: What asks the kernel about its objects has no meaning in Node. */
BEGIN
{
	trace(progenyof(1));
}
