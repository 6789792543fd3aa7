probes/err.D_PDESC_ZERO.misplaced.d:2:1-10: ERROR: D_PDESC_ZERO: probe description ::abort:fire does not match any probes
abort:fire
~~~~~~~~~~
HINT: did you mean abort:::fire?  Parts fill from the right: provider:module:function:name.  See: ntrace -l -n 'abort:::'
HINT: nearest: abort:::fire, abort:::fired

probes/err.D_PDESC_ZERO.misplaced.d:5:1-10: ERROR: D_PDESC_ZERO: probe description :::setTimeout does not match any probes
setTimeout
~~~~~~~~~~
HINT: did you mean timer::setTimeout: ?  Parts fill from the right: provider:module:function:name.  See: ntrace -l -n 'timer:::'
HINT: nearest: timer::setTimeout:create, timer::setTimeout:fire, timer::setTimeout:clear, timer::setTimeout:refresh
