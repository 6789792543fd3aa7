/* ASSERTION: this-> holds scalars. */
BEGIN
{
	this->a[1] = 2;
}
