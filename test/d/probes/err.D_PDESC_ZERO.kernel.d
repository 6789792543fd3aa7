/* ASSERTION: The kernel is for others. */
syscall::read:entry
{
}
kprobe:vfs_read
{
}
