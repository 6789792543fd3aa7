syntax/err.D_SYNTAX.struct.d:3:7: ERROR: D_SYNTAX: expected ; before "}"
        int x
             ~

syntax/err.D_SYNTAX.struct.d:9:1: ERROR: D_SYNTAX: syntax error near "{"
{
~
HINT: a declaration ends with a ;, that of a struct, union or enum too
