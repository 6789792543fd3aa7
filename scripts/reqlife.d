/*
 * reqlife: one line for each HTTP request: status, time, what it did, what it left behind
 *
 * Counts what a request starts (fetches, HTTP calls, file operations), and what of that is
 * still going on when the request is over.
 *
 * Options:
 *   --min MS      only requests that took at least so long (default: 0)
 *   --route TEXT  only this route
 *
 * Example:
 *   ntrace run reqlife -p 4242
 *   ntrace run reqlife -p 4242 --min 100
 *
 * Reading:
 *   OPS is what was started by the request, in its callbacks and behind its awaits. LEFT is what of
 *   that had not ended: nobody waits for it any more, as the answer is out. After a client that
 *   left ("gone") it is work for nobody: deadcalls and reqorphan say where it comes from.
 */
#pragma D option quiet
#pragma D option defaultargs

inline int least = $1 ? $1 : 0;

BEGIN
{
	printf("%7s %-6s %-4s %7s %4s %4s  %s\n", "REQUEST", "METHOD", "CODE", "MS", "OPS", "LEFT", "URL");
}

fetch:::start, http:client::start, fs:callback::start, fs:promise::start /requestid/
{
	ops[requestid]++;
	open[requestid]++;
	of[probeprov, arg0] = requestid;
}

fetch:::done, fetch:::error, http:client::close, fs:callback::done, fs:callback::error, fs:promise::done,
fs:promise::error /of[probeprov, arg0]/
{
	open[of[probeprov, arg0]]--;
	of[probeprov, arg0] = 0;
}

http*:server:request:close
/args[0]->durationMs >= least && ($$2 == "" || args[0]->route == $$2)/
{
	printf("%7d %-6s %-4s %7d %4d %4d  %s\n", arg0, args[0]->method, args[0]->aborted ? "gone" :
	    lltostr(args[0]->status), args[0]->durationMs, ops[arg0], open[arg0], args[0]->url);
}

http*:server:request:close { ops[arg0] = 0; open[arg0] = 0; }
