aggregations/err.D_LQUANT_BASEVAL.wide.d:5:20-29: ERROR: D_LQUANT_BASEVAL: lquantize( ) argument #2 must be a 32-bit quantity
        @a = lquantize(1, 4294967296, 8589934592);
                          ~~~~~~~~~~
