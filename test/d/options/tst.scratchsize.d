/*
 * ASSERTION: scratchsize is what alloca() has in a clause.
 * SECTION: Options
 */

#pragma D option quiet
#pragma D option scratchsize=1k

BEGIN
{
	p = (char *)alloca(1000);
	p[999] = 'z';
	printf("%c\n", p[999]);
	exit(0);
}
