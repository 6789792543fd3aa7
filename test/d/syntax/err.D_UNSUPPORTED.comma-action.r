syntax/err.D_UNSUPPORTED.comma-action.d:4:2-19: ERROR: D_UNSUPPORTED: an action inside an expression is not supported in ntrace
        trace(1), trace(2);
        ~~~~~~~~~~~~~~~~~~
HINT: end each action with a ; of its own
