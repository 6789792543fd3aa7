/* ASSERTION: Parts fill from the right. */
abort:fire
{
}
setTimeout
{
}
