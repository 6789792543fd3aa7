/*
 * fetchlat: where the time of a fetch goes: connection, first byte, body, by origin
 *
 * Measures requests of fetch() and undici: the connections that they need, the time until the
 * response begins, and until it is read.
 *
 * Options:
 *   --origin TEXT  only this origin, such as http://pricing:8080
 *
 * Example:
 *   ntrace run fetchlat -p 4242
 *   ntrace run fetchlat -p 4242 --origin http://pricing:8080
 *
 * Reading:
 *   Values are in ms. "connect" has a value for each new connection: as many as there are requests
 *   means no keep-alive. "first byte" begins with the call, so it has the wait for a connection in
 *   it: where it is longer than the peer says, the pool is too small. A long "body" is a large
 *   answer, or code that does not read it. "failed" has the age that failed or aborted ones reached.
 */
#pragma D option quiet
#pragma D option defaultargs

BEGIN
{
	printf("Tracing fetches... Ctrl-C ends it.\n");
}

sdt:"undici:client:beforeConnect"::message
{
	asked[stringof(args[0].connectParams.host)] = timestamp;
}

sdt:"undici:client:connected"::message
/asked[stringof(args[0].connectParams.host)]/
{
	this->host = stringof(args[0].connectParams.host);
	this->url = strjoin(stringof(args[0].connectParams.protocol), strjoin("//", this->host));
	@["connect", this->url] = quantize((timestamp - asked[this->host]) / 1000000);
	asked[this->host] = 0;
}

fetch:::headers
/$$1 == "" || args[0]->origin == $$1/
{
	@["first byte", args[0]->origin] = quantize(args[0]->durationMs);
	head[arg0] = timestamp;
}

fetch:::done
/head[arg0]/
{
	@["body", args[0]->origin] = quantize((timestamp - head[arg0]) / 1000000);
}

fetch:::error
/$$1 == "" || args[0]->origin == $$1/
{
	@["failed", args[0]->origin] = quantize(args[0]->durationMs);
}

fetch:::done, fetch:::error { head[arg0] = 0; }
