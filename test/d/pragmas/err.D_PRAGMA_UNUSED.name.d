/* ASSERTION: A pragma about a name needs a declaration of that name. */
#pragma D attributes Stable/Stable/Common nobody
#pragma D attributes Evolving/Evolving/Common somebody
inline int somebody = 1;
BEGIN
{
}
