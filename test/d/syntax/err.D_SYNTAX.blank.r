syntax/err.D_SYNTAX.blank.d:4:11: ERROR: D_SYNTAX: syntax error near U+00A0
        trace(1); trace(2);
                 ~
HINT: it looks like a blank and is none: write a plain one
