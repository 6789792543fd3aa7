-- stderr --
ntrace: failed to compile script test/d/errors/err.D_DIV_ZERO.constant.d: [D_DIV_ZERO] line 8: expression contains division by zero
