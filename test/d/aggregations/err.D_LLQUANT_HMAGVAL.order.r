aggregations/err.D_LLQUANT_HMAGVAL.order.d:5:28: ERROR: D_LLQUANT_HMAGVAL: llquantize( ) hmag (argument #4) must be at least lmag (argument #3)
        @a = llquantize(1, 10, 4, 3, 20);
                                  ~
