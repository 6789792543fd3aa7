aggregations/err.D_LLQUANT_MATCHLMAG.differs.d:5:25: ERROR: D_LLQUANT_MATCHLMAG: llquantize( ) lmag (argument #3) of 1 doesn't match previous declaration at line 4: expected 0
        @a = llquantize(1, 10, 1, 6, 20);
                               ~
aggregations/err.D_LLQUANT_MATCHLMAG.differs.d:4:2: first used here
        @a = llquantize(1, 10, 0, 6, 20);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
