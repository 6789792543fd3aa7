syntax/err.D_SYNTAX.one-brace-too-many.d:5:2: ERROR: D_SYNTAX: syntax error near "}"
}}
 ~
HINT: no { is open here: one } too many
