aggregations/err.D_LLQUANT_FACTORTYPE.variable.d:5:21: ERROR: D_LLQUANT_FACTORTYPE: llquantize( ) argument #2 must be an integer constant
        @a = llquantize(1, n, 0, 6, 20);
                           ~
HINT: write the number itself, or a name that inline int gives to it
