declarations/err.D_DECL_LONGINT.float.d:2:1-10: ERROR: D_DECL_LONGINT: invalid type declaration: long and long long may only be used with integer or floating-point type
long float x;
~~~~~~~~~~
