aggregations/err.D_LLQUANT_LMAGVAL.negative.d:5:25-26: ERROR: D_LLQUANT_LMAGVAL: llquantize( ) lmag (argument #3) must be an unsigned 16-bit quantity
        @a = llquantize(1, 10, -1, 6, 20);
                               ~~
