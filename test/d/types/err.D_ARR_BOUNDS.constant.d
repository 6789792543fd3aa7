/* ASSERTION: A constant index is checked when the program is compiled. */
int a[5];

BEGIN
{
	trace(a[5]);
}
