syntax/err.D_SYNTAX.missing-paren-if.d:4:5-7: ERROR: D_SYNTAX: syntax error near "pid"
        if pid == 1
           ~~~
HINT: a condition stands in parentheses: if (pid == 1) { … }

syntax/err.D_SYNTAX.missing-paren-if.d:6:14: ERROR: D_SYNTAX: expected ) before "{"
        if (pid == 2 {
                    ~
syntax/err.D_SYNTAX.missing-paren-if.d:6:5: to match this (
        if (pid == 2 {
           ~
