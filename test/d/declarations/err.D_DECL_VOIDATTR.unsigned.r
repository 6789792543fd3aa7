declarations/err.D_DECL_VOIDATTR.unsigned.d:2:1-13: ERROR: D_DECL_VOIDATTR: invalid type declaration: attributes may not be used with void type
unsigned void x;
~~~~~~~~~~~~~
