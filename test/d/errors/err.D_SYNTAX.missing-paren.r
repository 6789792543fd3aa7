-- stderr --
ntrace: failed to compile script test/d/errors/err.D_SYNTAX.missing-paren.d: [D_SYNTAX] line 8: syntax error near ";"
