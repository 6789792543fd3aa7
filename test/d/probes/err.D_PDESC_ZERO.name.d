/* ASSERTION: The probe does not exist. */
job:::nosuch
{
}
