/* ASSERTION: An array has nine keys at most, unless -x tregs says otherwise. */
BEGIN
{
	@[1, 2, 3, 4, 5, 6, 7, 8, 9] = count();
	a[1, 2, 3, 4, 5, 6, 7, 8, 9, 10] = 1;
}
