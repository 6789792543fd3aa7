/* ASSERTION: Underlines stand below what they mean, whatever stands before it. */
BEGIN
{
	x = "日本語 😀 é"; y = = 1;
}
