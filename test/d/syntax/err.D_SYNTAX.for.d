/* ASSERTION: A loop is one mistake: its head is passed over, its body is read. */
BEGIN
{
	for (i = 0; i < 10; i++) {
		trace(i);
	}
}
