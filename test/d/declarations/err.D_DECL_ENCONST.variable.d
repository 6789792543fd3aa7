/* ASSERTION: An enumerator is a constant. */
int x;
enum e { ONE = x };

BEGIN
{
}
