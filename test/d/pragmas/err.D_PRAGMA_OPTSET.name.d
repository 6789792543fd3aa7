/* ASSERTION: The option does not exist; the nearest is named. */
#pragma D option quite
#pragma D option aggsortky=1
BEGIN
{
}
