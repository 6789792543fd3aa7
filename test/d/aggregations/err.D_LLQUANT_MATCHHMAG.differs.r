aggregations/err.D_LLQUANT_MATCHHMAG.differs.d:5:28: ERROR: D_LLQUANT_MATCHHMAG: llquantize( ) hmag (argument #4) of 5 doesn't match previous declaration at line 4: expected 6
        @a = llquantize(1, 10, 0, 5, 20);
                                  ~
aggregations/err.D_LLQUANT_MATCHHMAG.differs.d:4:2: first used here
        @a = llquantize(1, 10, 0, 6, 20);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
