speculation/err.D_AGG_COMM.order.d:5:2-13: ERROR: D_AGG_COMM: aggregating actions may not follow commit( )
        @a = count();
        ~~~~~~~~~~~~
HINT: aggregate in a clause of its own
