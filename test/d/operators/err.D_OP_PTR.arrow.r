operators/err.D_OP_PTR.arrow.d:5:8-11: ERROR: D_OP_PTR: operator -> must be applied to a pointer
        trace(x->y);
              ~~~~
HINT: a number has no members
