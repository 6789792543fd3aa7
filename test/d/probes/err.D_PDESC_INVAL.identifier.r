probes/err.D_PDESC_INVAL.identifier.d:2:1-5: ERROR: D_PDESC_INVAL: invalid probe identifier 99999: Unknown probe identifier
99999
~~~~~
HINT: ntrace -l lists identifiers
