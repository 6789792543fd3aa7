syntax/err.D_SYNTAX.strict-equal.d:3:6-8: ERROR: D_SYNTAX: syntax error near "==="
/pid === 1/
     ~~~
HINT: equality is written ==

syntax/err.D_SYNTAX.strict-equal.d:5:10-12: ERROR: D_SYNTAX: syntax error near "!=="
        x = pid !== 2 ? 1 : 0;
                ~~~
HINT: inequality is written !=
