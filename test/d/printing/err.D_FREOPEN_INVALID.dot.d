/* ASSERTION: A directory is no file. */
BEGIN
{
	freopen(".");
}
