speculation/err.D_SPEC_COMM.order.d:5:2-10: ERROR: D_SPEC_COMM: speculate( ) may not follow commit( )
        speculate(1);
        ~~~~~~~~~
HINT: speculate in a clause of its own, before the one that commits
