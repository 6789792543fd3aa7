syntax/err.D_SYNTAX.typed-local.d:4:2-4: ERROR: D_SYNTAX: syntax error near "int"
        int x = 1;
        ~~~
HINT: types stand in declarations before the clauses; most variables need none: x = 0;
