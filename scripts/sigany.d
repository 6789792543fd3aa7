/*
 * sigany: signals of AbortSignal.any: where they are made, how many are open, how they end
 *
 * A signal that follows others lives until one of them fires, or until nobody holds it.
 *
 * Example:
 *   ntrace run sigany -p 4242
 *   ntrace run sigany -p 4242 --duration 5m
 *
 * Reading:
 *   MADE and FIRED by place: the difference is signals that wait, or were forgotten. A place that
 *   makes one for each request, of which nearly none fire, is normal; it is a leak where its
 *   listeners stay as well (LISTENERS: added and not taken off). The distribution has the age at
 *   which they fired.
 */
#pragma D option quiet
#pragma D option dynvarsize=16m

BEGIN
{
	printf("Tracing AbortSignal.any... Ctrl-C ends it.\n");
}

abort:any:signal:create
{
	where[arg0] = ucaller;
	@made[ucaller] = count();
	@fired[ucaller] = sum(0);
	@listeners[ucaller] = sum(0);
}

abort:any:listener:add, abort:any:listener:remove
/where[arg0]/
{
	@listeners[where[arg0]] = sum(probename == "add" ? 1 : -1);
}

abort:any:signal:fire
/where[arg0]/
{
	@fired[where[arg0]] = sum(1);
	@age["age when it fired (ms)"] = quantize(args[0]->ageMs);
	where[arg0] = 0;
}

END
{
	printf("  %-60s %8s %8s %10s\n", "PLACE", "MADE", "FIRED", "LISTENERS");
	printa("  %-60A %@8d %@8d %@10d\n", @made, @fired, @listeners);
	printa(@age);
}
