aggregations/err.D_LQUANT_STEPVAL.wide.d:5:32-37: ERROR: D_LQUANT_STEPVAL: lquantize( ) argument #4 must be a 16-bit quantity
        @a = lquantize(1, 0, 1000000, 100000);
                                      ~~~~~~
