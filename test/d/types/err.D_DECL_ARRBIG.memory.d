/* ASSERTION: A program has 16 MiB of memory. */
int a[1000][1000][1000];

BEGIN
{
}
