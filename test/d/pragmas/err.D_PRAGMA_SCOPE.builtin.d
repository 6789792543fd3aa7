/* ASSERTION: What every program has is not one program's to change. */
#pragma D binding "1.0" timestamp
BEGIN
{
}
