types/err.D_DECL_PARMCLASS.static.d:2:7-12: ERROR: D_DECL_PARMCLASS: inappropriate storage class for function or associative array parameter
int f(static int);
      ~~~~~~
