aggregations/err.D_LLQUANT_LMAGTYPE.variable.d:5:25: ERROR: D_LLQUANT_LMAGTYPE: llquantize( ) argument #3 must be an integer constant
        @a = llquantize(1, 10, n, 6, 20);
                               ~
HINT: write the number itself, or a name that inline int gives to it
