speculation/err.D_DREC_COMM.order.d:5:2-6: ERROR: D_DREC_COMM: data-recording actions may not follow commit( )
        trace(1);
        ~~~~~
HINT: commit in a clause of its own
