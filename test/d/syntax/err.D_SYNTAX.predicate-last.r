syntax/err.D_SYNTAX.predicate-last.d:6:1: ERROR: D_SYNTAX: syntax error near "/"
/pid == 1/
~
HINT: a predicate stands between the probe and its body: BEGIN /pid == 1/ { … }
