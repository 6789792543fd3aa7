/*
 * reqtail: the trail of each request that was slow, or whose client left
 *
 * Keeps every step of every request back, and prints those of the requests that are worth it, when
 * they are over: what was begun, what ended, how late.
 *
 * Options:
 *   --min MS  what slow means (default: 100)
 *
 * Example:
 *   ntrace run reqtail -p 4242
 *   ntrace run reqtail -p 4242 --min 500
 *
 * Reading:
 *   The first column is ms since the request began. The gap between two lines is what the request
 *   waited for, or the CPU it used. The last line of a trail has its status; "gone" where the
 *   client had left before the answer.
 */
#pragma D option quiet
#pragma D option defaultargs
#pragma D option nspec=200

inline int least = $1 ? $1 : 100;

BEGIN
{
	printf("Tracing requests of %d ms or more, or whose client left... Ctrl-C ends it.\n", least);
}

http:server:request:start
{
	self->begun = timestamp;
	self->trail = speculation();
	speculate(self->trail);
	printf("\n%6d  %s %s from %s\n", 0, args[0]->method, args[0]->url, args[0]->remote);
}

fetch:::start, fetch:::headers, fetch:::done, fetch:::error
/self->trail/
{
	speculate(self->trail);
	printf("%6d  %-8s %s %s%s\n", (timestamp - self->begun) / 1000000, probename, args[0]->method,
	    args[0]->origin, args[0]->path);
}

http:server:request:close
{
	speculate(self->trail);
	printf("%6d  %s\n", args[0]->durationMs, args[0]->aborted ? "gone" : lltostr(args[0]->status));
}

http:server:request:close /args[0]->aborted || args[0]->durationMs >= least/ { commit(self->trail); }
http:server:request:close { discard(self->trail); }
