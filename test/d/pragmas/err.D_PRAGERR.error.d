/* ASSERTION: A program can refuse itself. */
#pragma D error "not today"
BEGIN
{
}
