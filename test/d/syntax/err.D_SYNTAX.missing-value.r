syntax/err.D_SYNTAX.missing-value.d:4:6: ERROR: D_SYNTAX: syntax error near ";"
        x = ;
            ~
