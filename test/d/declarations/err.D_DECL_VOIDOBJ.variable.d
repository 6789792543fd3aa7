/* ASSERTION: Nothing can be stored there. */
void x;

BEGIN
{
}
