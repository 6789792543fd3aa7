names/err.D_PROTO_LEN.key.d:5:2-5: ERROR: D_PROTO_LEN: a[ ] prototype mismatch: 1 key passed, 2 expected
        a[1] = 3;
        ~~~~
