/* ASSERTION: A description has four parts. */
a:b:c:d:e
{
}
