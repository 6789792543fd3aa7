/* ASSERTION: What other languages have in blocks is passed over as a whole. */
BEGIN
{
	try {
		x = 1;
	} catch (e) {
		trace(e);
	}
	trace(x);
}
