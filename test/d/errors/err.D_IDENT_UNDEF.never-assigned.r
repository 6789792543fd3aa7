-- stderr --
ntrace: failed to compile script test/d/errors/err.D_IDENT_UNDEF.never-assigned.d: [D_IDENT_UNDEF] line 8: failed to resolve nothing: Unknown variable name
