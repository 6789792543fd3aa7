/* ASSERTION: The shortest period is 200 us. */
profile:::tick-10us
{
}
