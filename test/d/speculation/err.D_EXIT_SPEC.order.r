speculation/err.D_EXIT_SPEC.order.d:5:2-5: ERROR: D_EXIT_SPEC: exit( ) may not follow speculate( )
        exit(0);
        ~~~~
HINT: exit in a clause of its own
