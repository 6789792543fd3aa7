aggregations/err.D_LQUANT_STEPSMALL.levels.d:5:32: ERROR: D_LQUANT_STEPSMALL: lquantize( ) step (argument #4) too small: results in 1000000 quantization levels, at most 65535 allowed
        @a = lquantize(1, 0, 1000000, 1);
                                      ~
