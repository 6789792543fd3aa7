aggregations/err.D_LLQUANT_STEPVAL.uneven.d:5:31-32: ERROR: D_LLQUANT_STEPVAL: llquantize( ) steps (argument #5) must be a multiple of the factor that divides each magnitude
        @a = llquantize(1, 10, 0, 6, 15);
                                     ~~
