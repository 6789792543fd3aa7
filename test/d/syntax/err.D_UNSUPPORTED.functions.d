/* ASSERTION: What DTrace has for kernels and addresses is known, and refused with the reason. */
BEGIN
{
	breakpoint();
	panic();
	stop();
	pcap(0, 1);
	trace(mutex_owned(0));
	trace(mutex_owner(0));
	trace(mutex_type_adaptive(0));
	trace(mutex_type_spin(0));
	trace(rw_iswriter(0));
	trace(rw_read_held(0));
	trace(rw_write_held(0));
}
