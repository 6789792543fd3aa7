speculation/err.D_COMM_DREC.order.d:5:2-7: ERROR: D_COMM_DREC: commit( ) may not follow data-recording action(s)
        commit(1);
        ~~~~~~
HINT: commit in a clause of its own, or first
