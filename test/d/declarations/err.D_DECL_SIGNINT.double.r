declarations/err.D_DECL_SIGNINT.double.d:2:1-15: ERROR: D_DECL_SIGNINT: invalid type declaration: signed and unsigned may only be used with integer type
unsigned double x;
~~~~~~~~~~~~~~~
