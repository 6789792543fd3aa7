aggregations/err.D_LLQUANT_STEPTYPE.zero.d:5:31: ERROR: D_LLQUANT_STEPTYPE: llquantize( ) argument #5 must be a non-zero positive integer constant
        @a = llquantize(1, 10, 0, 6, 0);
                                     ~
HINT: write the number itself, or a name that inline int gives to it
