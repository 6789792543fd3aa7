operators/err.D_OP_SCALAR.and.d:4:8-15: ERROR: D_OP_SCALAR: operator && requires operands of scalar type
        trace("a" && 1);
              ~~~~~~~~
HINT: a string is compared: execname == "node", or s != "" for any but the empty one
