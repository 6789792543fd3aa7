probes/err.D_PDESC_ZERO.name.d:2:1-14: ERROR: D_PDESC_ZERO: probe description timer:::nosuch does not match any probes
timer:::nosuch
~~~~~~~~~~~~~~
HINT: timer has other probes.  See: ntrace -l -n 'timer:::'
