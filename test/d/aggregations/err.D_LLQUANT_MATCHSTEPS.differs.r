aggregations/err.D_LLQUANT_MATCHSTEPS.differs.d:5:31-32: ERROR: D_LLQUANT_MATCHSTEPS: llquantize( ) steps (argument #5) of 10 doesn't match previous declaration at line 4: expected 20
        @a = llquantize(1, 10, 0, 6, 10);
                                     ~~
aggregations/err.D_LLQUANT_MATCHSTEPS.differs.d:4:2: first used here
        @a = llquantize(1, 10, 0, 6, 20);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
