/* ASSERTION: An exit cannot be taken back. */
BEGIN
{
	speculate(1);
	exit(0);
}
