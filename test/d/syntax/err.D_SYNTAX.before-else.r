syntax/err.D_SYNTAX.before-else.d:5:11: ERROR: D_SYNTAX: expected ; before "else"
                trace(1)
                        ~
