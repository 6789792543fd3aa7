declarations/err.D_DECL_BADCLASS.static.d:2:1-12: ERROR: D_DECL_BADCLASS: specified storage class not appropriate in D
static int x;
~~~~~~~~~~~~
HINT: a variable is global by itself; self and this are the other classes
