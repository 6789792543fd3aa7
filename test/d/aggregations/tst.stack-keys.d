/*
 * ASSERTION: Stacks as keys: below each other by default, by stackindent, through %k, with - its width is the indent;
 * places as keys and through %a.
 * SECTION: Aggregations
 * @@trigger: aborts
 */

#pragma D option quiet

abort:controller:signal:fire
{
	@stacks[ustack(1), "key"] = count();
	@places[ucaller] = count();
}

END
{
	printa("%k%s %@d\n", @stacks);
	printa("%-4k%s %@d\n", @stacks);
	printa("[%a] %@d\n", @places);
	printa("[%40A] %@d\n", @places);
	printa(@stacks);
	setopt("stackindent", "2");
	printa(@stacks);
	printa(@places);
}
