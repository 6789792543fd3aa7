/* ASSERTION: What a part of a frame is, only source maps know: it is for printing and for keys. */
tick-1s
/umod(ucaller) == "app.js"/
{
	trace(1);
}
