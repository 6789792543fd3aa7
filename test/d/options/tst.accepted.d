/*
 * ASSERTION: Options of DTrace that concern kernels, ELF and BPF are checked and mean nothing.
 * SECTION: Options
 * @@args: -x ctfpath=/tmp -x ldpath=/usr/bin/ld -x lockmem=unlimited -x modpath=/tmp -x procfspath=/proc -x unsafehooks
 */

#pragma D option quiet
#pragma D option amin=Stable/Stable/Common
#pragma D option bpflog
#pragma D option bpflogsize=1m
#pragma D option bufresize=manual
#pragma D option core
#pragma D option cpu=0
#pragma D option ctypes=/dev/null
#pragma D option debugassert=mutexes
#pragma D option disasm=1
#pragma D option dofstashpath=/tmp
#pragma D option dtypes=/dev/null
#pragma D option evaltime=main
#pragma D option grabanon
#pragma D option iregs=8
#pragma D option jstackstrsize=1k
#pragma D option kdefs
#pragma D option knodefs
#pragma D option late=static
#pragma D option lazyload
#pragma D option linkmode=dynamic
#pragma D option linktype=elf
#pragma D option linknommap
#pragma D option noresolve
#pragma D option pcapsize=1k
#pragma D option pgmax=4
#pragma D option preallocate=1m
#pragma D option quietresize
#pragma D option strip
#pragma D option sysslice=system.slice
#pragma D option tree=1
#pragma D option udefs
#pragma D option unodefs
#pragma D option useruid=1000

BEGIN
{
	printf("accepted\n");
	exit(0);
}
