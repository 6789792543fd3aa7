/* ASSERTION: Operators are no words. */
BEGIN
/pid == 1 and uid == 0/
{
	trace(1);
}
END
{
	x = new Date();
	y = typeof pid;
}
