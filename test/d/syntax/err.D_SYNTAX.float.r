syntax/err.D_SYNTAX.float.d:4:8-10: ERROR: D_SYNTAX: floating-point constants are not permitted
        trace(1.5);
              ~~~
HINT: D computes with 64-bit integers; scale the values, for example to ns or bytes
