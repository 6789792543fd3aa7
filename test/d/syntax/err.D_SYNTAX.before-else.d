/* ASSERTION: A statement before else has its ; too. */
BEGIN
{
	if (pid == 1)
		trace(1)
	else
		trace(2);
}
