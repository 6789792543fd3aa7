syntax/err.D_SYNTAX.for.d:4:2-4: ERROR: D_SYNTAX: syntax error near "for"
        for (i = 0; i < 10; i++) {
        ~~~
HINT: D has neither loops nor jumps: a clause always ends; use if, predicates and more clauses
