declarations/err.D_DECL_COMBO.two-types.d:2:1-8: ERROR: D_DECL_COMBO: invalid type combination
int char x;
~~~~~~~~
