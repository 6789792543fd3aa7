probes/err.D_PDESC_ZERO.kernel.d:2:1-19: ERROR: D_PDESC_ZERO: probe description syscall::read:entry does not match any probes
syscall::read:entry
~~~~~~~~~~~~~~~~~~~
HINT: syscall probes are of the kernel: ntrace sees JavaScript, dtrace and bpftrace see the kernel.  See: ntrace -l

probes/err.D_PDESC_ZERO.kernel.d:5:1-15: ERROR: D_PDESC_ZERO: probe description ::kprobe:vfs_read does not match any probes
kprobe:vfs_read
~~~~~~~~~~~~~~~
HINT: kprobe is of bpftrace: ntrace sees JavaScript, and its probes are provider:module:function:name.  See: ntrace -l
