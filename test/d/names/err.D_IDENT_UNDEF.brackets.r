names/err.D_IDENT_UNDEF.brackets.d:4:2: ERROR: D_IDENT_UNDEF: failed to resolve a: Unknown variable name
        a[1][2] = 3;
        ~
HINT: keys stand in one pair of brackets: a[k1, k2]
