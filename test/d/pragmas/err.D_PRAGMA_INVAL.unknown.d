/* ASSERTION: Pragmas have fixed names. */
#pragma D nosuch thing
BEGIN
{
}
