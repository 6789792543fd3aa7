/* ASSERTION: The probe does not exist. */
timer:::nosuch
{
}
