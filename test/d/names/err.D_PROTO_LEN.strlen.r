names/err.D_PROTO_LEN.strlen.d:4:8-15: ERROR: D_PROTO_LEN: strlen( ) prototype mismatch: 0 args passed, 1 expected
        trace(strlen());
              ~~~~~~~~
HINT: strlen(char *): length in bytes
