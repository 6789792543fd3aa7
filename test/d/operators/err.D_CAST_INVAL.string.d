/* ASSERTION: A cast does not read digits; strtoll does. */
BEGIN
{
	trace((int)"1");
}
