/*
 * ASSERTION: At the end there is an empty line, in quiet mode too, then what no printa() has printed, in order of
 * definition.
 * SECTION: Output
 */

#pragma D option quiet

BEGIN
{
	@later["never printed"] = count();
	@printed = count();
	@empty["no key survives"] = count();
	printa("%@d\n", @printed);
	trunc(@empty);
	exit(0);
}

END
{
	@last = sum(7);
	printf("end\n");
}
