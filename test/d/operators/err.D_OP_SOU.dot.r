operators/err.D_OP_SOU.dot.d:5:8-10: ERROR: D_OP_SOU: operator . cannot be applied to type "int"; must be applied to a struct or union
        trace(x.y);
              ~~~
HINT: a number has no members
