/*
 * tcplife: one line for each connection when it is over: how long, how many bytes
 *
 * Shows the sockets that the process connects and those that it accepts.
 *
 * Options:
 *   --min MS  only connections that lived at least so long (default: 0)
 *
 * Example:
 *   ntrace run tcplife -p 4242
 *   ntrace run tcplife -p 4242 --min 1000
 *
 * Reading:
 *   KIND is connect or accept. Many short connections to one peer are a client without keep-alive:
 *   each costs a round trip before it is of use, with TLS more. ERROR has the code of the error
 *   that ended it. What is open when the trace ends is not shown: sockleak counts it.
 */
#pragma D option quiet
#pragma D option defaultargs

inline int least = $1 ? $1 : 0;

BEGIN
{
	printf("%-7s %-24s %5s %9s %10s %10s  %s\n", "KIND", "REMOTE", "PORT", "MS", "READ", "WRITTEN", "ERROR");
}

net:socket::close
/args[0]->durationMs >= least/
{
	printf("%-7s %-24s %5d %9d %10d %10d  %s\n", args[0]->op, args[0]->remote, args[0]->port,
	    args[0]->durationMs, args[0]->bytesRead, args[0]->bytesWritten, args[0]->error);
}
