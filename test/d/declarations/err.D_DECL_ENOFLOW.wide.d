/* ASSERTION: An enumerator is an int. */
enum e { BIG = 4294967296 };

BEGIN
{
}
