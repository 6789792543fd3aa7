/* ASSERTION: ufunc() and its kin take a frame: there are no addresses. */
BEGIN
{
	trace(ufunc(0x4000));
}
