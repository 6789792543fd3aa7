declarations/err.D_DECL_ENCONST.variable.d:3:10-16: ERROR: D_DECL_ENCONST: enumerator 'ONE' must be assigned to an integral constant expression
enum e { ONE = x };
         ~~~~~~~
