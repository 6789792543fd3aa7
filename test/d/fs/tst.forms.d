/*
 * ASSERTION: file operations in their three forms, with what they were given and what came of them; self-> goes from
 * start to end; a call that is refused at once is none.
 * SECTION: Providers
 * @@trigger: files
 */

#pragma D option quiet

fs:::start
{
	self->began = 1;
}

fs:callback::done,
fs:callback::error,
fs:promise::done,
fs:promise::error
/self->began && (basename(args[0]->path) == "text" || basename(args[0]->path) == "none" || args[0]->fd >= 0)/
{
	printf("%s %s %s %s %d\n", probemod, probefunc, probename, args[0]->code, args[0]->bytes);
}

fs:sync:readFile:done,
fs:sync:stat:error
/basename(args[0]->path) == "text" || basename(args[0]->path) == "none"/
{
	printf("%s %s %s %s %d\n", probemod, probefunc, probename, args[0]->code, args[0]->bytes);
}
