operators/err.D_CAST_INVAL.string.d:4:8-15: ERROR: D_CAST_INVAL: invalid cast expression: "string" to "int"
        trace((int)"1");
              ~~~~~~~~
HINT: strtoll(s) makes a number of a string
