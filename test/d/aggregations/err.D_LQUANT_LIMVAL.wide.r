aggregations/err.D_LQUANT_LIMVAL.wide.d:5:23-32: ERROR: D_LQUANT_LIMVAL: lquantize( ) argument #3 must be a 32-bit quantity
        @a = lquantize(1, 0, 4294967296);
                             ~~~~~~~~~~
