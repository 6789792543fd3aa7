/*
 * reqorphan: operations that go on after the response of their request
 *
 * Counts fetches, HTTP calls and file operations that end after the request that began them, and for
 * how long they went on.
 *
 * Example:
 *   ntrace run reqorphan -p 4242
 *   ntrace run reqorphan -p 4242 --duration 5m
 *
 * Reading:
 *   STARTED AT is where your code began it. Work that is meant to outlive its request (an audit log,
 *   a cache that is filled) is fine here; all other work holds connections and memory for
 *   nobody. The distribution has the ms between the end of the request and that of its orphan. What
 *   never ends does not show: reqlife has it as LEFT.
 */
#pragma D option quiet

BEGIN
{
	printf("Tracing operations that outlive their request... Ctrl-C ends it.\n");
}

fetch:::start, http:client::start, fs:callback::start, fs:promise::start
/requestid/
{
	owner[probeprov, arg0] = requestid;
	where[probeprov, arg0] = ucaller;
	name[probeprov, arg0] = route;
	going[requestid]++;
}

http*:server:request:close
/going[arg0]/
{
	over[arg0] = timestamp;
}

fetch:::done, fetch:::error, http:client::close, fs:callback::done, fs:callback::error, fs:promise::done,
fs:promise::error
/owner[probeprov, arg0]/
{
	this->request = owner[probeprov, arg0];
	if (over[this->request]) {
		@count[name[probeprov, arg0], probeprov, where[probeprov, arg0]] = count();
		@late["ms after its request"] = quantize((timestamp - over[this->request]) / 1000000);
	}
	going[this->request]--;
	if (going[this->request] == 0)
		over[this->request] = 0;
	owner[probeprov, arg0] = 0; where[probeprov, arg0] = 0; name[probeprov, arg0] = 0;
}

END
{
	printf("  %-20s %-6s %-58s %6s\n", "ROUTE", "KIND", "STARTED AT", "COUNT");
	printa("  %-20s %-6s %-58A %@6d\n", @count);
	printa(@late);
}
