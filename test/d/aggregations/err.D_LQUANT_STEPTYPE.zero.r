aggregations/err.D_LQUANT_STEPTYPE.zero.d:5:27: ERROR: D_LQUANT_STEPTYPE: lquantize( ) argument #4 must be a non-zero positive integer constant
        @a = lquantize(1, 0, 10, 0);
                                 ~
HINT: write the number itself, or a name that inline int gives to it
