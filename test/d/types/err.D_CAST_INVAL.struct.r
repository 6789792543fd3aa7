types/err.D_CAST_INVAL.struct.d:6:8-13: ERROR: D_CAST_INVAL: invalid cast expression: "struct s" to "int"
        trace((int)v);
              ~~~~~~
