/* ASSERTION: A member that there is not. */
struct point {
	int latitude, longitude;
} here;

BEGIN
{
	trace(here.lattitude);
}
