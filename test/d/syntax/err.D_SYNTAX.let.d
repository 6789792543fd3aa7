/* ASSERTION: `let` declares nothing; the assignment does. */
BEGIN
{
	let x = 1;
	trace(x);
}
