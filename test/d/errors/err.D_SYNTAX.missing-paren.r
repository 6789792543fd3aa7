errors/err.D_SYNTAX.missing-paren.d:8:15: ERROR: D_SYNTAX: expected ) before ";"
        trace((1 + 2);
                     ~
errors/err.D_SYNTAX.missing-paren.d:8:7: to match this (
        trace((1 + 2);
             ~
