/* ASSERTION: Values have no methods. */
BEGIN
{
	console.log("x");
	s = "abc";
	trace(s.includes("a"));
}
