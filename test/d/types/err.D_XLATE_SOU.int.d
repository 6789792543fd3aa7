/* ASSERTION: Translators make structures. */
translator int < long v > { };

BEGIN
{
}
