probes/err.D_PDESC_ZERO.misspelled.d:2:1-21: ERROR: D_PDESC_ZERO: probe description timer::setTimout:fire does not match any probes
timer::setTimout:fire
~~~~~~~~~~~~~~~~~~~~~
HINT: did you mean timer::setTimeout:fire?  See: ntrace -l -n 'timer:::'

probes/err.D_PDESC_ZERO.misspelled.d:5:1-13: ERROR: D_PDESC_ZERO: probe description abort:::fierd does not match any probes
abort:::fierd
~~~~~~~~~~~~~
HINT: did you mean abort:::fired?  See: ntrace -l -n 'abort:::'
HINT: nearest: abort:::fired, abort:::fire
