/* ASSERTION: A misspelled part is found, whatever the others are. */
timer::setTimout:fire
{
}
abort:::fierd
{
}
