/*
 * ASSERTION: ufunc() and its kin give the function and file of a frame, umod() and mod() its file, uaddr() all of it;
 * as keys they merge what has the same part. As statements they print.
 * SECTION: Functions
 * @@trigger: aborts
 */

#pragma D option quiet

abort:controller:signal:fire
{
	@functions[ufunc(ucaller)] = count();
	@files[umod(ucaller), mod(ucaller)] = count();
	@places[uaddr(ucaller)] = count();
}

abort:controller:signal:fire
/seen++ == 0/
{
	usym(ucaller);
	printf("\n%s %a\n", func(ucaller), sym(ucaller));
}

END
{
	printa("%s %@d\n", @functions);
}
