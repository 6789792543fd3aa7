types/err.D_DECL_BFTYPE.pointer.d:3:6-11: ERROR: D_DECL_BFTYPE: invalid type for bit-field: a
        int *a : 3;
            ~~~~~~
HINT: bit-fields are integers
