syntax/err.D_SYNTAX.loop.d:4:2-6: ERROR: D_SYNTAX: syntax error near "while"
        while (1) { trace(1); }
        ~~~~~
HINT: D has neither loops nor jumps: a clause always ends; use if, predicates and more clauses
