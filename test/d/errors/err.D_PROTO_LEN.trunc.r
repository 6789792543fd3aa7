errors/err.D_PROTO_LEN.trunc.d:9:2-15: ERROR: D_PROTO_LEN: trunc( ) prototype mismatch: 3 args passed, at most 2 expected
        trunc(@, 1, 2);
        ~~~~~~~~~~~~~~
HINT: trunc(…, [int64_t]): keeps the largest values of an aggregation only
