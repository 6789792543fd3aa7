types/err.D_OP_INCOMPLETE.forward.d:6:8-11: ERROR: D_OP_INCOMPLETE: operator -> cannot be applied to a forward declaration: no struct nowhere definition is available
        trace(p->x);
              ~~~~
HINT: define the type with its members before it is used
