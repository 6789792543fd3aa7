syntax/err.D_SYNTAX.call.d:4:8: ERROR: D_SYNTAX: syntax error near "1"
        trace 1;
              ~
HINT: arguments stand in parentheses: trace(…)

syntax/err.D_SYNTAX.call.d:5:9-11: ERROR: D_SYNTAX: syntax error near "x"
        printf "x";
               ~~~
HINT: arguments stand in parentheses: printf(…)
