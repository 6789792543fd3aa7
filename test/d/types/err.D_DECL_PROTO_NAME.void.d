/* ASSERTION: void is no parameter that could be named. */
int f(void v);

BEGIN
{
}
