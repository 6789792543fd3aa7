/* ASSERTION: A misspelled macro variable is found; a variable has no dollar. */
BEGIN
{
	trace($targt);
	$count = 1;
}
