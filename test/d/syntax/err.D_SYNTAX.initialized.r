syntax/err.D_SYNTAX.initialized.d:2:7: ERROR: D_SYNTAX: syntax error near "="
int x = 5;
      ~
HINT: a declaration stores nothing: BEGIN { x = 1; } does, and inline int X = 1; names a value

syntax/err.D_SYNTAX.initialized.d:3:13: ERROR: D_SYNTAX: syntax error near ";"
inline int y;
            ~
HINT: an inline has a type and a value: inline int LIMIT = 10;

syntax/err.D_SYNTAX.initialized.d:4:8: ERROR: D_SYNTAX: syntax error near "z"
inline z = 1;
       ~
HINT: an inline has a type and a value: inline int LIMIT = 10;
