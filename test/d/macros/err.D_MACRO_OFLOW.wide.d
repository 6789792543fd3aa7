/* ASSERTION: An argument that is an integer has 64 bits.
 * @@args: 99999999999999999999 */
BEGIN
{
	trace($1);
}
