/* ASSERTION: Arguments have parentheses. */
BEGIN
{
	trace 1;
	printf "x";
}
