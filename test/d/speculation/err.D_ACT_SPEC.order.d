/* ASSERTION: What is destructive cannot be taken back. */
BEGIN
{
	speculate(1);
	system("x");
}
