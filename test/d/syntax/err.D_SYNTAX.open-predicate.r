syntax/err.D_SYNTAX.open-predicate.d:3:10: ERROR: D_SYNTAX: expected / before "{"
/pid == 1
         ~
syntax/err.D_SYNTAX.open-predicate.d:3:1: the predicate begins here
/pid == 1
~
