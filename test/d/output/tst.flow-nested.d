/*
 * ASSERTION: With -F entries indent and returns step back, once for each firing however many clauses it has; other
 * probes hang on the depth.
 * SECTION: Output
 * @@trigger: nesting
 * @@args: -F
 */

abort:controller:listener:entry
{
	trace("in");
}

abort:controller:signal:fire
{
	trace("fire");
}

abort:controller:listener:entry, abort:controller:listener:return
{
	trace("also");
}

abort:controller:listener:return
{
}
