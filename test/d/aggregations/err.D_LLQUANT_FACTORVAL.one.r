aggregations/err.D_LLQUANT_FACTORVAL.one.d:5:21: ERROR: D_LLQUANT_FACTORVAL: llquantize( ) factor (argument #2) must be two or more
        @a = llquantize(1, 1, 0, 6, 20);
                           ~
