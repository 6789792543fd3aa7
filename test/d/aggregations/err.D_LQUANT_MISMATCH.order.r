aggregations/err.D_LQUANT_MISMATCH.order.d:5:24: ERROR: D_LQUANT_MISMATCH: lquantize( ) base (argument #2) must be less than limit (argument #3)
        @a = lquantize(1, 10, 0);
                              ~
