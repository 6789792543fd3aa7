operators/err.D_OP_ARITH.product.d:4:8-14: ERROR: D_OP_ARITH: operator * requires operands of arithmetic type
        trace("a" * 2);
              ~~~~~~~
HINT: lltostr(n) makes a string of a number, strtoll(s) a number of a string
