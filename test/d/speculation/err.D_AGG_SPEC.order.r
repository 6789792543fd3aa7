speculation/err.D_AGG_SPEC.order.d:5:2-13: ERROR: D_AGG_SPEC: aggregating actions may not follow speculate( )
        @a = count();
        ~~~~~~~~~~~~
HINT: aggregate in a clause of its own
