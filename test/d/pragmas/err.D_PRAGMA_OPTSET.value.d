/* ASSERTION: strsize is a number. */
#pragma D option strsize=many
BEGIN
{
}
