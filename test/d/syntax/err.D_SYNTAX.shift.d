/* ASSERTION: There is no third kind of shift. */
BEGIN
{
	x = pid >>> 1;
}
