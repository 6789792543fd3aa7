syntax/err.D_SYNTAX.missing-semicolon.d:4:7: ERROR: D_SYNTAX: expected ; before "y"
        x = 1
             ~

syntax/err.D_SYNTAX.missing-semicolon.d:5:7: ERROR: D_SYNTAX: expected ; before "trace"
        y = 2
             ~

syntax/err.D_SYNTAX.missing-semicolon.d:6:10: ERROR: D_SYNTAX: expected ; before "trace"
        trace(x)
                ~
