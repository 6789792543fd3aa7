aggregations/err.D_LLQUANT_HMAGTYPE.variable.d:5:28: ERROR: D_LLQUANT_HMAGTYPE: llquantize( ) argument #4 must be an integer constant
        @a = llquantize(1, 10, 0, n, 20);
                                  ~
HINT: write the number itself, or a name that inline int gives to it
