-- stderr --
ntrace: failed to compile script test/d/errors/err.D_PROTO_LEN.trunc.d: [D_PROTO_LEN] line 9: trunc( ) prototype mismatch: 3 args passed, at most 2 expected
