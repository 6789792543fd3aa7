aggregations/err.D_LQUANT_STEPLARGE.range.d:5:27-28: ERROR: D_LQUANT_STEPLARGE: lquantize( ) step (argument #4) must be less than or equal to the range of the limit and base
        @a = lquantize(1, 0, 10, 20);
                                 ~~
