syntax/err.D_SYNTAX.open-bracket.d:3:13: ERROR: D_SYNTAX: closing ] expected in predicate before /
/probename[0/
            ~
