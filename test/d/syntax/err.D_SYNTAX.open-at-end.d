/* ASSERTION: The end of the text is told together with what is open. */
BEGIN
{
	if (pid == 1) {
		trace(1);
}
