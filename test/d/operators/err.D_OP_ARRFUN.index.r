operators/err.D_OP_ARRFUN.index.d:4:8-13: ERROR: D_OP_ARRFUN: operator [] may not be applied to operand of type "pid_t"
        trace(pid[1]);
              ~~~~~~
