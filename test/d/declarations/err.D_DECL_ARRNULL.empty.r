declarations/err.D_DECL_ARRNULL.empty.d:2:5-7: ERROR: D_DECL_ARRNULL: array declaration requires array dimension or tuple signature: a
int a[];
    ~~~
HINT: int a[10]; is an array, int a[string]; an associative one
