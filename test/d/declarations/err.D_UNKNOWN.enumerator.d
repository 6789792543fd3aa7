/* ASSERTION: Defined once. */
enum e { ONE, ONE };

BEGIN
{
}
