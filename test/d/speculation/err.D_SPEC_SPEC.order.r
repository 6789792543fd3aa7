speculation/err.D_SPEC_SPEC.order.d:5:2-10: ERROR: D_SPEC_SPEC: speculate( ) may not follow speculate( )
        speculate(2);
        ~~~~~~~~~
HINT: a clause records into one speculation
