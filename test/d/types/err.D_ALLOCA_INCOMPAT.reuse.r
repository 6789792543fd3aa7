types/err.D_ALLOCA_INCOMPAT.reuse.d:7:2-10: ERROR: D_ALLOCA_INCOMPAT: p: cannot reuse the same identifier for both alloca and non-alloca allocations
        p = &a[1];
        ~~~~~~~~~
HINT: what alloca( ) gives is gone when the clause ends
