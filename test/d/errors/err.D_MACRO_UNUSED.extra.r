-- stderr --
ntrace: failed to compile script test/d/errors/err.D_MACRO_UNUSED.extra.d: [D_MACRO_UNUSED] line 11: extraneous argument 'extra' ($2 is not referenced)
