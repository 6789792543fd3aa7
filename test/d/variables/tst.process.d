/*
 * ASSERTION: The process tells its numbers; in a program without target it is ntrace itself.
 * SECTION: Variables
 */

#pragma D option quiet

BEGIN
{
	printf("%d %d\n", pid == $pid, ppid == $ppid);
	printf("%d %d\n", uid == $uid, gid == $gid);
	printf("%d %d\n", tid, cpu);
	printf("%s %d\n", root, index(cwd, "/"));
	printf("%d\n", comm == execname);
	printf("%d\n", errno);
	exit(0);
}
