/* ASSERTION: Functions of the program cannot be called or read. */
int (*f)(void);

BEGIN
{
	x = *f;
}
