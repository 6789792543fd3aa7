/* ASSERTION: Only a library depends on libraries. */
#pragma D depends_on library io.d
BEGIN
{
}
