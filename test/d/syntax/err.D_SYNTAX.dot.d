/* ASSERTION: Variables of self and this have an arrow. */
BEGIN
{
	self.x = 1;
	this.y = 2;
	trace(self->x + this->y);
}
