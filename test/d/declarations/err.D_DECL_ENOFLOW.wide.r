declarations/err.D_DECL_ENOFLOW.wide.d:2:10-25: ERROR: D_DECL_ENOFLOW: enumerator 'BIG' value overflows INT_MAX (2147483647)
enum e { BIG = 4294967296 };
         ~~~~~~~~~~~~~~~~
