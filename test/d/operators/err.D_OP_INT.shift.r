operators/err.D_OP_INT.shift.d:4:8-15: ERROR: D_OP_INT: operator << requires operands of integral type
        trace("a" << 1);
              ~~~~~~~~
HINT: lltostr(n) makes a string of a number, strtoll(s) a number of a string
