errors/err.D_PDESC_ZERO.no-such-probe.d:6:1-13: ERROR: D_PDESC_ZERO: probe description abort:::fierd does not match any probes
abort:::fierd
~~~~~~~~~~~~~
HINT: did you mean abort:::fired?  See: ntrace -l -n 'abort:::'
HINT: nearest: abort:::fired, abort:::fire
