aggregations/err.D_LQUANT_LIMTYPE.variable.d:5:23: ERROR: D_LQUANT_LIMTYPE: lquantize( ) argument #3 must be an integer constant
        @a = lquantize(1, 0, n);
                             ~
HINT: write the number itself, or a name that inline int gives to it
