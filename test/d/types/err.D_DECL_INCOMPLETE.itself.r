types/err.D_DECL_INCOMPLETE.itself.d:3:11-15: ERROR: D_DECL_INCOMPLETE: incomplete struct/union/enum struct s: inner
        struct s inner;
                 ~~~~~
HINT: define the type with its members before it is used; a pointer to it needs no definition
