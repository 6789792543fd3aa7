types/err.D_ALLOCA_INCOMPAT.ternary.d:7:2-30: ERROR: D_ALLOCA_INCOMPAT: ternary conditional with alloca and non-alloca branches cannot be assigned to a variable
        q = p == NULL ? (int *)64 : p;
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
HINT: what alloca( ) gives is gone when the clause ends
