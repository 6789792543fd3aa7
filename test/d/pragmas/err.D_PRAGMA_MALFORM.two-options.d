/* ASSERTION: One option per pragma. */
#pragma D option quiet flowindent
BEGIN
{
}
