/* ASSERTION: this-> structures are zero at the start of each firing. */
#pragma D option quiet

this struct { int n; } v;

tick-10ms
{
	this->v.n++;
	printf("%d\n", this->v.n);
}

tick-10ms
/++times == 3/
{
	exit(0);
}
