syntax/err.D_SYNTAX.arrow.d:4:11: ERROR: D_SYNTAX: syntax error near ">"
        f = (a) => a;
                 ~
HINT: D has no functions of its own: inline int half = arg0 / 2; names an expression
