types/err.D_DECL_ARRBIG.dimension.d:2:7-16: ERROR: D_DECL_ARRBIG: array dimension too big
int a[4294967296];
      ~~~~~~~~~~
