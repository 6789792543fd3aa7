syntax/err.D_SYNTAX.object.d:4:6: ERROR: D_SYNTAX: syntax error near "{"
        x = { a: 1 };
            ~
HINT: D has no object and array literals: x["key"] = 1; stores into an associative array

syntax/err.D_SYNTAX.object.d:5:6: ERROR: D_SYNTAX: syntax error near "["
        y = [1, 2];
            ~
HINT: D has no object and array literals: x["key"] = 1; stores into an associative array
