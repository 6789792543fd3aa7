aggregations/err.D_LLQUANT_MATCHFACTOR.differs.d:5:21-22: ERROR: D_LLQUANT_MATCHFACTOR: llquantize( ) factor (argument #2) of 20 doesn't match previous declaration at line 4: expected 10
        @a = llquantize(1, 20, 0, 6, 20);
                           ~~
aggregations/err.D_LLQUANT_MATCHFACTOR.differs.d:4:2: first used here
        @a = llquantize(1, 10, 0, 6, 20);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
