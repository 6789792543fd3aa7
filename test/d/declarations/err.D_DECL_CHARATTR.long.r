declarations/err.D_DECL_CHARATTR.long.d:2:1-9: ERROR: D_DECL_CHARATTR: invalid type declaration: short and long may not be used with char type
long char x;
~~~~~~~~~
