-- stderr --
ntrace: failed to compile script test/d/errors/tst.errtags.d: [D_SYNTAX] line 12: syntax error near "y"
-- exit 1 --
