/* ASSERTION: Nothing is open. */
BEGIN
{
	trace(1);
}}
