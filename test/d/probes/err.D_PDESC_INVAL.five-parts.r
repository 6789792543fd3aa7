probes/err.D_PDESC_INVAL.five-parts.d:2:1-9: ERROR: D_PDESC_INVAL: invalid probe description "a:b:c:d:e": Overspecified probe description
a:b:c:d:e
~~~~~~~~~
HINT: it has 5 parts where 4 fit (provider:module:function:name); quotes keep a colon inside one
