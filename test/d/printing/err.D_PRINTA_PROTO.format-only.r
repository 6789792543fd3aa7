printing/err.D_PRINTA_PROTO.format-only.d:4:2-14: ERROR: D_PRINTA_PROTO: printa( ) prototype mismatch: 1 args passed, 2 expected
        printa("%@d");
        ~~~~~~~~~~~~~
HINT: name the aggregation: printa("%@d\n", @a)
