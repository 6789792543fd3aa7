speculation/err.D_ACT_SPEC.order.d:5:2-7: ERROR: D_ACT_SPEC: destructive actions may not follow speculate( )
        system("x");
        ~~~~~~
HINT: do it in a clause of its own
