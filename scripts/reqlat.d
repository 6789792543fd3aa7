/*
 * reqlat: latency of HTTP requests by route and outcome, with percentiles
 *
 * Draws a distribution for each route and class of status code, for HTTP/1 and HTTP/2. Requests
 * whose client left before the answer are a class of their own.
 *
 * Options:
 *   --route TEXT  only this route, as the script names it
 *
 * Example:
 *   ntrace run reqlat -p 4242 --duration 1m
 *   ntrace run reqlat -p 4242 --route /orders/:n
 *
 * Reading:
 *   A route is the path with numbers and identifiers folded. Values are in ms, a row says how many
 *   took at least so long and less than the next. Percentiles are bounds: the end of the bucket
 *   that has the request of that rank. Two humps are two kinds of requests under one name, such as
 *   cache hits and misses; "left" shows how long clients were willing to wait.
 */
#pragma D option quiet
#pragma D option defaultargs
#pragma D option aggpercent

BEGIN
{
	printf("Tracing HTTP requests... Ctrl-C ends it.\n");
}

http*:server:request:close
/$$1 == "" || args[0]->route == $$1/
{
	this->outcome = args[0]->aborted ? "left" : strjoin(lltostr(args[0]->status / 100), "xx");
	@["ms", args[0]->route, this->outcome] = quantize(args[0]->durationMs);
}
