/* ASSERTION: A constant size that scratch memory cannot have is a mistake. */
BEGIN
{
	p = alloca(257);
}
