-- stderr --
ntrace: script 'test/d/execution/tst.not-destructive.d' matched 1 probe
ntrace: could not enable tracing: Destructive actions not allowed
HINT: -w allows them
-- exit 1 --
