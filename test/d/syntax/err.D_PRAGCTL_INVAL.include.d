/* ASSERTION: Without -C there is no preprocessor: its names are unknown, which is told once. */
#define LIMIT 10
BEGIN
/pid > LIMIT/
{
}
