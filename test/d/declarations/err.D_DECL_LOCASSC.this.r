declarations/err.D_DECL_LOCASSC.this.d:2:10-15: ERROR: D_DECL_LOCASSC: associative arrays may not be declared as local variables: a
this int a[int];
         ~~~~~~
HINT: this-> holds scalars; use a global or self-> array
