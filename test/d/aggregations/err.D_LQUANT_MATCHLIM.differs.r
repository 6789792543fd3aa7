aggregations/err.D_LQUANT_MATCHLIM.differs.d:5:23-24: ERROR: D_LQUANT_MATCHLIM: lquantize( ) limit (argument #3) of 20 doesn't match previous declaration at line 4: expected 10
        @a = lquantize(1, 0, 20, 1);
                             ~~
aggregations/err.D_LQUANT_MATCHLIM.differs.d:4:2: first used here
        @a = lquantize(1, 0, 10, 1);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~
