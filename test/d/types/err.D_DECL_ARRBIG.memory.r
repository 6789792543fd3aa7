types/err.D_DECL_ARRBIG.memory.d:2:5: ERROR: D_DECL_ARRBIG: array dimension too big
int a[1000][1000][1000];
    ~
