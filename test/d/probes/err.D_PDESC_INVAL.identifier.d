/* ASSERTION: The number is no probe's. */
99999
{
}
