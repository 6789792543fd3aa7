aggregations/err.D_LQUANT_BASETYPE.variable.d:5:20: ERROR: D_LQUANT_BASETYPE: lquantize( ) argument #2 must be an integer constant
        @a = lquantize(1, n, 10);
                          ~
HINT: write the number itself, or a name that inline int gives to it
