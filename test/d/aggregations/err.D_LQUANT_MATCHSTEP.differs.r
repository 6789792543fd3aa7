aggregations/err.D_LQUANT_MATCHSTEP.differs.d:5:27: ERROR: D_LQUANT_MATCHSTEP: lquantize( ) step (argument #4) of 2 doesn't match previous declaration at line 4: expected 1
        @a = lquantize(1, 0, 10, 2);
                                 ~
aggregations/err.D_LQUANT_MATCHSTEP.differs.d:4:2: first used here
        @a = lquantize(1, 0, 10, 1);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~
