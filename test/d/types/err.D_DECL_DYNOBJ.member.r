types/err.D_DECL_DYNOBJ.member.d:3:6-14: ERROR: D_DECL_DYNOBJ: cannot have dynamic member: a
        int a[string];
            ~~~~~~~~~
HINT: associative arrays are variables of their own: int a[string];
