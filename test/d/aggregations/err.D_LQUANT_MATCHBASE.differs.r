aggregations/err.D_LQUANT_MATCHBASE.differs.d:5:20: ERROR: D_LQUANT_MATCHBASE: lquantize( ) base (argument #2) of 5 doesn't match previous declaration at line 4: expected 0
        @a = lquantize(1, 5, 10, 1);
                          ~
aggregations/err.D_LQUANT_MATCHBASE.differs.d:4:2: first used here
        @a = lquantize(1, 0, 10, 1);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~
